//! Error codes. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

use super::error_table::TABLE;

/// What `CreateTairKVCacheVNode` answers when it fails. Spec: `CreateTairKVCacheVNode.json /errors`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// `Period` is absent and must be present.
    ///
    /// Status 400, code `MissingParameter`. Spec: `CreateTairKVCacheVNode.json /errors/0`.
    /// Message: `Period is mandatory for this action.`.
    MissingParameter,
    /// `ClientToken` is malformed.
    ///
    /// Status 400, code `InvalidToken.Malformed`. Spec: `CreateTairKVCacheVNode.json /errors/1`.
    /// Message: `The Specified parameter Token is not valid.`.
    InvalidTokenMalformed,
    /// `InstanceName` breaks a rule for names.
    ///
    /// Status 400, code `InvalidInstanceName.Malformed`. Spec: `CreateTairKVCacheVNode.json /errors/2`.
    /// Message: `The Specified parameter InstanceName is not valid.`.
    InvalidInstanceNameMalformed,
    /// A password breaks a rule; this operation takes none.
    ///
    /// Status 400, code `InvalidPassword.Malformed`. Spec: `CreateTairKVCacheVNode.json /errors/3`.
    /// Message: `The Specified parameter Password is not valid.`.
    InvalidPasswordMalformed,
    /// The account's balance is too low: add money and try again.
    ///
    /// Status 400, code `InsufficientBalance`. Spec: `CreateTairKVCacheVNode.json /errors/4`.
    /// Message: `Your account does not have enough balance.`.
    InsufficientBalance,
    /// The account has as many pay-as-you-go instances as it may have.
    ///
    /// Status 400, code `QuotaExceed.AfterpayInstance`. Spec: `CreateTairKVCacheVNode.json /errors/5`.
    /// Message: `Living afterpay instances quota exceeded.`.
    QuotaExceedAfterpayInstance,
    /// There is no such capacity.
    ///
    /// Status 400, code `InvalidCapacity.NotFound`. Spec: `CreateTairKVCacheVNode.json /errors/6`.
    /// Message: `The Capacity provided does not exist in our records.`.
    InvalidCapacityNotFound,
    /// The resource is not sold to customers of the finance cloud.
    ///
    /// Status 400, code `ResourceNotAvailable`. Spec: `CreateTairKVCacheVNode.json /errors/7`.
    /// Message: `Resource you requested is not available for finance user.`.
    ResourceNotAvailable,
    /// The account has no payment method.
    ///
    /// Status 400, code `PaymentMethodNotFound`. Spec: `CreateTairKVCacheVNode.json /errors/8`.
    /// Message: `No payment method has been registered on the account.`.
    PaymentMethodNotFound,
    /// The token was used before, with another request.
    ///
    /// Status 400, code `IdempotentParameterMismatch`. Spec: `CreateTairKVCacheVNode.json /errors/9`.
    /// Message: `Request uses a client token in a previous request but is not identical to that request.`.
    IdempotentParameterMismatch,
    /// The quota in this region or zone is used up.
    ///
    /// Status 400, code `QuotaNotEnough`. Spec: `CreateTairKVCacheVNode.json /errors/10`.
    /// Message: `Quota not enough in this zone.`.
    QuotaNotEnough,
    /// The account has as many instances as it may have.
    ///
    /// Status 400, code `QuotaExceed`. Spec: `CreateTairKVCacheVNode.json /errors/11`.
    /// Message: `Living afterpay instances quota exceed.`.
    QuotaExceed,
    /// The VPC service failed.
    ///
    /// Status 400, code `VpcServiceError`. Spec: `CreateTairKVCacheVNode.json /errors/12`.
    /// Message: `Invoke vpc service failed.`.
    VpcServiceError,
    /// The zone has no VPCs.
    ///
    /// Status 400, code `IzNotSupportVpcError`. Spec: `CreateTairKVCacheVNode.json /errors/13`.
    /// Message: `Specify iz not support vpc.`.
    IzNotSupportVpcError,
    /// The vSwitch is outside the VPC.
    ///
    /// Status 400, code `InvalidvSwitchId`. Spec: `CreateTairKVCacheVNode.json /errors/14`.
    /// Message: `The vpc does not cover the vswitch.`.
    InvalidvSwitchId400,
    /// The zone is not supported for this VPC.
    ///
    /// Status 400, code `InvalidIzNo.NotSupported`. Spec: `CreateTairKVCacheVNode.json /errors/15`.
    /// Message: `The Specified vpc zone not supported.`.
    InvalidIzNoNotSupported,
    /// An account's password is malformed; this operation takes none.
    ///
    /// Status 400, code `InvalidAccountPassword.Format`. Spec: `CreateTairKVCacheVNode.json /errors/16`.
    /// Message: `Specified account password is not valid.`.
    InvalidAccountPasswordFormat,
    /// The instance class does not fit the type of instance.
    ///
    /// Status 400, code `InstanceClass.NotMatch`. Spec: `CreateTairKVCacheVNode.json /errors/17`.
    /// Message: `Current instance class and instance type is not match.`.
    InstanceClassNotMatch,
    /// There is no such VPC: check its id.
    ///
    /// Status 400, code `InvalidVPCId.NotFound`. Spec: `CreateTairKVCacheVNode.json /errors/18`.
    /// Message: `Specified virtual vpc is not found.`.
    InvalidVpcIdNotFound,
    /// The account's balance could not be checked.
    ///
    /// Status 400, code `AccountMoneyValidateError`. Spec: `CreateTairKVCacheVNode.json /errors/19`.
    /// Message: `Account money validate error.`.
    AccountMoneyValidateError,
    /// A request with this token is under way.
    ///
    /// Status 400, code `RequestTokenConflict`. Spec: `CreateTairKVCacheVNode.json /errors/20`.
    /// Message: `Specified request token conflict.`.
    RequestTokenConflict,
    /// The address is outside the subnet.
    ///
    /// Status 400, code `InvalidIPNotInSubnet`. Spec: `CreateTairKVCacheVNode.json /errors/21`.
    /// Message: `Error ip not in subnet.`.
    InvalidIPNotInSubnet,
    /// The engine version is not valid.
    ///
    /// Status 400, code `InvalidEngineVersion.Malformed`. Spec: `CreateTairKVCacheVNode.json /errors/22`.
    /// Message: `Specified engine version is not valid.`.
    InvalidEngineVersionMalformed,
    /// The zone takes no new instances.
    ///
    /// Status 400, code `Zone.Closed`. Spec: `CreateTairKVCacheVNode.json /errors/23`.
    /// Message: `The specified zone is closed.`.
    ZoneClosed,
    /// The vSwitch belongs to another VPC.
    ///
    /// Status 400, code `VSwithNotBelongToNotVpcFault`. Spec: `CreateTairKVCacheVNode.json /errors/24`.
    /// Message: `The vSwitch does not belong to current vpc.`.
    VSwithNotBelongToNotVpcFault,
    /// Payment by the stored agreement failed.
    ///
    /// Status 400, code `PayIllegalAgreement`. Spec: `CreateTairKVCacheVNode.json /errors/25`.
    /// Message: `Pay mayi with holding agreement illegal.`.
    PayIllegalAgreement,
    /// The conditions of sale are not met.
    ///
    /// Status 400, code `IllegalParamError`. Spec: `CreateTairKVCacheVNode.json /errors/26`.
    /// Message: `validateSaleConditionWithSubArticle failed.`.
    IllegalParamError,
    /// The region is not valid.
    ///
    /// Status 400, code `InvalidRegion.Format`. Spec: `CreateTairKVCacheVNode.json /errors/27`.
    /// Message: `Specified Region is not valid.`.
    InvalidRegionFormat,
    /// The account has not verified the name of its holder.
    ///
    /// Status 403, code `RealNameAuthenticationError`. Spec: `CreateTairKVCacheVNode.json /errors/28`.
    /// Message: `Your account has not passed the real-name authentication yet.`.
    RealNameAuthenticationError,
    /// The caller may not do this.
    ///
    /// Status 403, code `AuthorizationFailure`. Spec: `CreateTairKVCacheVNode.json /errors/29`.
    /// Message: `The request processing has failed due to authorization failure.`.
    AuthorizationFailure,
    /// The token was used before: choose another.
    ///
    /// Status 403, code `TokenServiceError`. Spec: `CreateTairKVCacheVNode.json /errors/30`.
    /// Message: `The specified token is duplicated, please change it.`.
    TokenServiceError,
    /// This is sold to the provider's own accounts only.
    ///
    /// Status 403, code `UserCannotBuyNotInnerCommodity`. Spec: `CreateTairKVCacheVNode.json /errors/31`.
    /// Message: `The user can not buy this commodity without alibaba group tag.`.
    UserCannotBuyNotInnerCommodity,
    /// The vSwitch's zone is not supported.
    ///
    /// Status 404, code `InvalidvSwitchId`. Spec: `CreateTairKVCacheVNode.json /errors/32`.
    /// Message: `The Specified vSwitchId zone not supported.`.
    InvalidvSwitchId404,
    /// The VPC or the vSwitch is not supported.
    ///
    /// Status 404, code `InvalidVpcIdOrVswitchId.NotSupported`. Spec: `CreateTairKVCacheVNode.json /errors/33`.
    /// Message: `The Specified vpcId or vSwitchId not supported.`.
    InvalidVpcIdOrVswitchIdNotSupported,
    /// A code that the documentation does not list under this status. Spec: `CreateTairKVCacheVNode.json /errors`.
    Other(rt::UnlistedCode),
}

impl ErrorCode {
    /// Every code that the documentation lists. Spec: `CreateTairKVCacheVNode.json /errors`.
    #[rustfmt::skip]
    pub const KNOWN: &'static [Self] = &[
        Self::MissingParameter,
        Self::InvalidTokenMalformed,
        Self::InvalidInstanceNameMalformed,
        Self::InvalidPasswordMalformed,
        Self::InsufficientBalance,
        Self::QuotaExceedAfterpayInstance,
        Self::InvalidCapacityNotFound,
        Self::ResourceNotAvailable,
        Self::PaymentMethodNotFound,
        Self::IdempotentParameterMismatch,
        Self::QuotaNotEnough,
        Self::QuotaExceed,
        Self::VpcServiceError,
        Self::IzNotSupportVpcError,
        Self::InvalidvSwitchId400,
        Self::InvalidIzNoNotSupported,
        Self::InvalidAccountPasswordFormat,
        Self::InstanceClassNotMatch,
        Self::InvalidVpcIdNotFound,
        Self::AccountMoneyValidateError,
        Self::RequestTokenConflict,
        Self::InvalidIPNotInSubnet,
        Self::InvalidEngineVersionMalformed,
        Self::ZoneClosed,
        Self::VSwithNotBelongToNotVpcFault,
        Self::PayIllegalAgreement,
        Self::IllegalParamError,
        Self::InvalidRegionFormat,
        Self::RealNameAuthenticationError,
        Self::AuthorizationFailure,
        Self::TokenServiceError,
        Self::UserCannotBuyNotInnerCommodity,
        Self::InvalidvSwitchId404,
        Self::InvalidVpcIdOrVswitchIdNotSupported,
    ];
    /// HTTP status. Spec: `CreateTairKVCacheVNode.json /errors`.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::MissingParameter => 400,
            Self::InvalidTokenMalformed => 400,
            Self::InvalidInstanceNameMalformed => 400,
            Self::InvalidPasswordMalformed => 400,
            Self::InsufficientBalance => 400,
            Self::QuotaExceedAfterpayInstance => 400,
            Self::InvalidCapacityNotFound => 400,
            Self::ResourceNotAvailable => 400,
            Self::PaymentMethodNotFound => 400,
            Self::IdempotentParameterMismatch => 400,
            Self::QuotaNotEnough => 400,
            Self::QuotaExceed => 400,
            Self::VpcServiceError => 400,
            Self::IzNotSupportVpcError => 400,
            Self::InvalidvSwitchId400 => 400,
            Self::InvalidIzNoNotSupported => 400,
            Self::InvalidAccountPasswordFormat => 400,
            Self::InstanceClassNotMatch => 400,
            Self::InvalidVpcIdNotFound => 400,
            Self::AccountMoneyValidateError => 400,
            Self::RequestTokenConflict => 400,
            Self::InvalidIPNotInSubnet => 400,
            Self::InvalidEngineVersionMalformed => 400,
            Self::ZoneClosed => 400,
            Self::VSwithNotBelongToNotVpcFault => 400,
            Self::PayIllegalAgreement => 400,
            Self::IllegalParamError => 400,
            Self::InvalidRegionFormat => 400,
            Self::RealNameAuthenticationError => 403,
            Self::AuthorizationFailure => 403,
            Self::TokenServiceError => 403,
            Self::UserCannotBuyNotInnerCommodity => 403,
            Self::InvalidvSwitchId404 => 404,
            Self::InvalidVpcIdOrVswitchIdNotSupported => 404,
            Self::Other(other) => other.status(),
        }
    }

    /// The service's code. Spec: `CreateTairKVCacheVNode.json /errors`.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::MissingParameter => "MissingParameter",
            Self::InvalidTokenMalformed => "InvalidToken.Malformed",
            Self::InvalidInstanceNameMalformed => "InvalidInstanceName.Malformed",
            Self::InvalidPasswordMalformed => "InvalidPassword.Malformed",
            Self::InsufficientBalance => "InsufficientBalance",
            Self::QuotaExceedAfterpayInstance => "QuotaExceed.AfterpayInstance",
            Self::InvalidCapacityNotFound => "InvalidCapacity.NotFound",
            Self::ResourceNotAvailable => "ResourceNotAvailable",
            Self::PaymentMethodNotFound => "PaymentMethodNotFound",
            Self::IdempotentParameterMismatch => "IdempotentParameterMismatch",
            Self::QuotaNotEnough => "QuotaNotEnough",
            Self::QuotaExceed => "QuotaExceed",
            Self::VpcServiceError => "VpcServiceError",
            Self::IzNotSupportVpcError => "IzNotSupportVpcError",
            Self::InvalidvSwitchId400 => "InvalidvSwitchId",
            Self::InvalidIzNoNotSupported => "InvalidIzNo.NotSupported",
            Self::InvalidAccountPasswordFormat => "InvalidAccountPassword.Format",
            Self::InstanceClassNotMatch => "InstanceClass.NotMatch",
            Self::InvalidVpcIdNotFound => "InvalidVPCId.NotFound",
            Self::AccountMoneyValidateError => "AccountMoneyValidateError",
            Self::RequestTokenConflict => "RequestTokenConflict",
            Self::InvalidIPNotInSubnet => "InvalidIPNotInSubnet",
            Self::InvalidEngineVersionMalformed => "InvalidEngineVersion.Malformed",
            Self::ZoneClosed => "Zone.Closed",
            Self::VSwithNotBelongToNotVpcFault => "VSwithNotBelongToNotVpcFault",
            Self::PayIllegalAgreement => "PayIllegalAgreement",
            Self::IllegalParamError => "IllegalParamError",
            Self::InvalidRegionFormat => "InvalidRegion.Format",
            Self::RealNameAuthenticationError => "RealNameAuthenticationError",
            Self::AuthorizationFailure => "AuthorizationFailure",
            Self::TokenServiceError => "TokenServiceError",
            Self::UserCannotBuyNotInnerCommodity => "UserCannotBuyNotInnerCommodity",
            Self::InvalidvSwitchId404 => "InvalidvSwitchId",
            Self::InvalidVpcIdOrVswitchIdNotSupported => {
                "InvalidVpcIdOrVswitchId.NotSupported"
            }
            Self::Other(other) => other.code(),
        }
    }

    /// The documented message, where there is one; it may be a template. Spec: `CreateTairKVCacheVNode.json /errors`.
    #[must_use]
    pub fn message(&self) -> Option<&'static str> {
        rt::ErrorCode::message(self)
    }

    /// What to do about it, where that is known. Spec: `CreateTairKVCacheVNode.json /errors`.
    #[must_use]
    pub fn summary(&self) -> Option<&'static str> {
        rt::ErrorCode::summary(self)
    }
}

impl rt::ErrorCode for ErrorCode {
    fn classify(status: u16, code: &str) -> Self {
        match (status, code) {
            (400, "MissingParameter") => Self::MissingParameter,
            (400, "InvalidToken.Malformed") => Self::InvalidTokenMalformed,
            (400, "InvalidInstanceName.Malformed") => Self::InvalidInstanceNameMalformed,
            (400, "InvalidPassword.Malformed") => Self::InvalidPasswordMalformed,
            (400, "InsufficientBalance") => Self::InsufficientBalance,
            (400, "QuotaExceed.AfterpayInstance") => Self::QuotaExceedAfterpayInstance,
            (400, "InvalidCapacity.NotFound") => Self::InvalidCapacityNotFound,
            (400, "ResourceNotAvailable") => Self::ResourceNotAvailable,
            (400, "PaymentMethodNotFound") => Self::PaymentMethodNotFound,
            (400, "IdempotentParameterMismatch") => Self::IdempotentParameterMismatch,
            (400, "QuotaNotEnough") => Self::QuotaNotEnough,
            (400, "QuotaExceed") => Self::QuotaExceed,
            (400, "VpcServiceError") => Self::VpcServiceError,
            (400, "IzNotSupportVpcError") => Self::IzNotSupportVpcError,
            (400, "InvalidvSwitchId") => Self::InvalidvSwitchId400,
            (400, "InvalidIzNo.NotSupported") => Self::InvalidIzNoNotSupported,
            (400, "InvalidAccountPassword.Format") => Self::InvalidAccountPasswordFormat,
            (400, "InstanceClass.NotMatch") => Self::InstanceClassNotMatch,
            (400, "InvalidVPCId.NotFound") => Self::InvalidVpcIdNotFound,
            (400, "AccountMoneyValidateError") => Self::AccountMoneyValidateError,
            (400, "RequestTokenConflict") => Self::RequestTokenConflict,
            (400, "InvalidIPNotInSubnet") => Self::InvalidIPNotInSubnet,
            (400, "InvalidEngineVersion.Malformed") => {
                Self::InvalidEngineVersionMalformed
            }
            (400, "Zone.Closed") => Self::ZoneClosed,
            (400, "VSwithNotBelongToNotVpcFault") => Self::VSwithNotBelongToNotVpcFault,
            (400, "PayIllegalAgreement") => Self::PayIllegalAgreement,
            (400, "IllegalParamError") => Self::IllegalParamError,
            (400, "InvalidRegion.Format") => Self::InvalidRegionFormat,
            (403, "RealNameAuthenticationError") => Self::RealNameAuthenticationError,
            (403, "AuthorizationFailure") => Self::AuthorizationFailure,
            (403, "TokenServiceError") => Self::TokenServiceError,
            (403, "UserCannotBuyNotInnerCommodity") => {
                Self::UserCannotBuyNotInnerCommodity
            }
            (404, "InvalidvSwitchId") => Self::InvalidvSwitchId404,
            (404, "InvalidVpcIdOrVswitchId.NotSupported") => {
                Self::InvalidVpcIdOrVswitchIdNotSupported
            }
            _ => Self::Other(rt::emitted::unlisted_code(status, code)),
        }
    }

    fn status(&self) -> u16 {
        Self::status(self)
    }

    fn code(&self) -> &str {
        Self::code(self)
    }

    fn info(&self) -> Option<&'static rt::ErrorInfo> {
        let (status, code) = (self.status(), self.code());
        TABLE.iter().find(|row| row.status == status && row.code == code)
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status(), self.code())
    }
}
