//! Texts with known values. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

/// Values of `ChargeType` in a request.
///
/// Values not listed here are kept as they are. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
#[non_exhaustive]
pub enum ChargeType {
    /// `PrePaid`. Subscription: paid in advance for `Period`. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
    PrePaid,
    /// `PostPaid`. Pay as you go. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
    PostPaid,
    /// A value that is not listed here. It is made from its text. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
    Other(rt::Unlisted),
}

impl ChargeType {
    /// Every value that is listed. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
    pub const KNOWN: &'static [Self] = &[Self::PrePaid, Self::PostPaid];
    /// The text on the wire. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::PrePaid => "PrePaid",
            Self::PostPaid => "PostPaid",
            Self::Other(text) => text.as_str(),
        }
    }

    fn known(text: &str) -> Option<Self> {
        match text {
            "PrePaid" => Some(Self::PrePaid),
            "PostPaid" => Some(Self::PostPaid),
            _ => None,
        }
    }
}

impl From<&str> for ChargeType {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for ChargeType {
    fn from(text: String) -> Self {
        match Self::known(&text) {
            Some(known) => known,
            None => Self::Other(rt::emitted::unlisted(text)),
        }
    }
}

impl From<ChargeType> for String {
    fn from(value: ChargeType) -> Self {
        value.as_str().to_owned()
    }
}

impl std::fmt::Display for ChargeType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl rt::wire::Wire for ChargeType {
    fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
        Self::from(from.text())
    }

    fn write(&self, to: &mut rt::wire::Slot<'_>) {
        to.text(self.as_str());
    }
}

/// Values of `AutoRenewPeriod` in a request.
///
/// Values not listed here are kept as they are. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
#[non_exhaustive]
pub enum AutoRenewPeriod {
    /// `1`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    V1,
    /// `2`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    V2,
    /// `3`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    V3,
    /// `6`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    V6,
    /// `12`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    V12,
    /// A value that is not listed here. It is made from its text. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    Other(rt::Unlisted),
}

impl AutoRenewPeriod {
    /// Every value that is listed. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    #[rustfmt::skip]
    pub const KNOWN: &'static [Self] = &[
        Self::V1,
        Self::V2,
        Self::V3,
        Self::V6,
        Self::V12,
    ];
    /// The text on the wire. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::V1 => "1",
            Self::V2 => "2",
            Self::V3 => "3",
            Self::V6 => "6",
            Self::V12 => "12",
            Self::Other(text) => text.as_str(),
        }
    }

    fn known(text: &str) -> Option<Self> {
        match text {
            "1" => Some(Self::V1),
            "2" => Some(Self::V2),
            "3" => Some(Self::V3),
            "6" => Some(Self::V6),
            "12" => Some(Self::V12),
            _ => None,
        }
    }
}

impl From<&str> for AutoRenewPeriod {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for AutoRenewPeriod {
    fn from(text: String) -> Self {
        match Self::known(&text) {
            Some(known) => known,
            None => Self::Other(rt::emitted::unlisted(text)),
        }
    }
}

impl From<AutoRenewPeriod> for String {
    fn from(value: AutoRenewPeriod) -> Self {
        value.as_str().to_owned()
    }
}

impl std::fmt::Display for AutoRenewPeriod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl rt::wire::Wire for AutoRenewPeriod {
    fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
        Self::from(from.text())
    }

    fn write(&self, to: &mut rt::wire::Slot<'_>) {
        to.text(self.as_str());
    }
}
