//! What the documentation says of each error code. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

#[rustfmt::skip]
pub(super) static TABLE: [rt::ErrorInfo; 34] = [
    {
        let row = rt::ErrorInfo::new(400, "MissingParameter");
        let row = row.message("Period is mandatory for this action.");
        row.summary("`Period` is absent and must be present.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidToken.Malformed");
        let row = row.message("The Specified parameter Token is not valid.");
        row.summary("`ClientToken` is malformed.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidInstanceName.Malformed");
        let row = row.message("The Specified parameter InstanceName is not valid.");
        row.summary("`InstanceName` breaks a rule for names.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidPassword.Malformed");
        let row = row.message("The Specified parameter Password is not valid.");
        row.summary("A password breaks a rule; this operation takes none.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InsufficientBalance");
        let row = row.message("Your account does not have enough balance.");
        row.summary("The account's balance is too low: add money and try again.")
    },
    {
        let row = rt::ErrorInfo::new(400, "QuotaExceed.AfterpayInstance");
        let row = row.message("Living afterpay instances quota exceeded.");
        row.summary("The account has as many pay-as-you-go instances as it may have.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidCapacity.NotFound");
        let row = row.message("The Capacity provided does not exist in our records.");
        row.summary("There is no such capacity.")
    },
    {
        let row = rt::ErrorInfo::new(400, "ResourceNotAvailable");
        let row = row
            .message("Resource you requested is not available for finance user.");
        row.summary("The resource is not sold to customers of the finance cloud.")
    },
    {
        let row = rt::ErrorInfo::new(400, "PaymentMethodNotFound");
        let row = row.message("No payment method has been registered on the account.");
        row.summary("The account has no payment method.")
    },
    {
        let row = rt::ErrorInfo::new(400, "IdempotentParameterMismatch");
        let row = row
            .message(
                "Request uses a client token in a previous request but is not identical to that request.",
            );
        row.summary("The token was used before, with another request.")
    },
    {
        let row = rt::ErrorInfo::new(400, "QuotaNotEnough");
        let row = row.message("Quota not enough in this zone.");
        row.summary("The quota in this region or zone is used up.")
    },
    {
        let row = rt::ErrorInfo::new(400, "QuotaExceed");
        let row = row.message("Living afterpay instances quota exceed.");
        row.summary("The account has as many instances as it may have.")
    },
    {
        let row = rt::ErrorInfo::new(400, "VpcServiceError");
        let row = row.message("Invoke vpc service failed.");
        row.summary("The VPC service failed.")
    },
    {
        let row = rt::ErrorInfo::new(400, "IzNotSupportVpcError");
        let row = row.message("Specify iz not support vpc.");
        row.summary("The zone has no VPCs.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidvSwitchId");
        let row = row.message("The vpc does not cover the vswitch.");
        row.summary("The vSwitch is outside the VPC.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidIzNo.NotSupported");
        let row = row.message("The Specified vpc zone not supported.");
        row.summary("The zone is not supported for this VPC.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidAccountPassword.Format");
        let row = row.message("Specified account password is not valid.");
        row.summary("An account's password is malformed; this operation takes none.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InstanceClass.NotMatch");
        let row = row.message("Current instance class and instance type is not match.");
        row.summary("The instance class does not fit the type of instance.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidVPCId.NotFound");
        let row = row.message("Specified virtual vpc is not found.");
        row.summary("There is no such VPC: check its id.")
    },
    {
        let row = rt::ErrorInfo::new(400, "AccountMoneyValidateError");
        let row = row.message("Account money validate error.");
        row.summary("The account's balance could not be checked.")
    },
    {
        let row = rt::ErrorInfo::new(400, "RequestTokenConflict");
        let row = row.message("Specified request token conflict.");
        row.summary("A request with this token is under way.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidIPNotInSubnet");
        let row = row.message("Error ip not in subnet.");
        row.summary("The address is outside the subnet.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidEngineVersion.Malformed");
        let row = row.message("Specified engine version is not valid.");
        row.summary("The engine version is not valid.")
    },
    {
        let row = rt::ErrorInfo::new(400, "Zone.Closed");
        let row = row.message("The specified zone is closed.");
        row.summary("The zone takes no new instances.")
    },
    {
        let row = rt::ErrorInfo::new(400, "VSwithNotBelongToNotVpcFault");
        let row = row.message("The vSwitch does not belong to current vpc.");
        row.summary("The vSwitch belongs to another VPC.")
    },
    {
        let row = rt::ErrorInfo::new(400, "PayIllegalAgreement");
        let row = row.message("Pay mayi with holding agreement illegal.");
        row.summary("Payment by the stored agreement failed.")
    },
    {
        let row = rt::ErrorInfo::new(400, "IllegalParamError");
        let row = row.message("validateSaleConditionWithSubArticle failed.");
        row.summary("The conditions of sale are not met.")
    },
    {
        let row = rt::ErrorInfo::new(400, "InvalidRegion.Format");
        let row = row.message("Specified Region is not valid.");
        row.summary("The region is not valid.")
    },
    {
        let row = rt::ErrorInfo::new(403, "RealNameAuthenticationError");
        let row = row
            .message("Your account has not passed the real-name authentication yet.");
        row.summary("The account has not verified the name of its holder.")
    },
    {
        let row = rt::ErrorInfo::new(403, "AuthorizationFailure");
        let row = row
            .message("The request processing has failed due to authorization failure.");
        row.summary("The caller may not do this.")
    },
    {
        let row = rt::ErrorInfo::new(403, "TokenServiceError");
        let row = row.message("The specified token is duplicated, please change it.");
        row.summary("The token was used before: choose another.")
    },
    {
        let row = rt::ErrorInfo::new(403, "UserCannotBuyNotInnerCommodity");
        let row = row
            .message("The user can not buy this commodity without alibaba group tag.");
        row.summary("This is sold to the provider's own accounts only.")
    },
    {
        let row = rt::ErrorInfo::new(404, "InvalidvSwitchId");
        let row = row.message("The Specified vSwitchId zone not supported.");
        row.summary("The vSwitch's zone is not supported.")
    },
    {
        let row = rt::ErrorInfo::new(404, "InvalidVpcIdOrVswitchId.NotSupported");
        let row = row.message("The Specified vpcId or vSwitchId not supported.");
        row.summary("The VPC or the vSwitch is not supported.")
    },
];
