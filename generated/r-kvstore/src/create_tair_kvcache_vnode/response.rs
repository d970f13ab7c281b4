//! The answer and its parts. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

/// An answer of `CreateTairKVCacheVNode`.
///
/// Spec: `CreateTairKVCacheVNode.json /responses/0`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Response {
    /// Id of this request, to be named when asking for support.
    ///
    /// Example: `2BE6E619-A657-42E3-AD2D-18F8428A****`.
    /// Wire name `RequestId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/0`.
    #[cfg_attr(feature = "serde", serde(rename = "RequestId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub request_id: Option<String>,
    /// Id of the new node as an instance.
    ///
    /// Example: `tv-2zeb1ce76fee****`.
    /// Wire name `InstanceId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/1`.
    #[cfg_attr(feature = "serde", serde(rename = "InstanceId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub instance_id: Option<String>,
    /// Id of the order.
    ///
    /// Example: `20905403119****`.
    /// Wire name `OrderId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/2`.
    #[cfg_attr(feature = "serde", serde(rename = "OrderId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub order_id: Option<i64>,
    /// Region of the node.
    ///
    /// Example: `cn-beijing`.
    /// Wire name `RegionId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/3`.
    #[cfg_attr(feature = "serde", serde(rename = "RegionId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub region_id: Option<String>,
    /// Zone of the node.
    ///
    /// Example: `cn-beijing-f`.
    /// Wire name `ZoneId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/4`.
    #[cfg_attr(feature = "serde", serde(rename = "ZoneId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub zone_id: Option<String>,
    /// Virtual cluster that was asked for.
    ///
    /// Example: `tk-2ze4bba3c8fe****`.
    /// Wire name `VkName`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/5`.
    #[cfg_attr(feature = "serde", serde(rename = "VkName"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub vk_name: Option<String>,
    /// Id of the virtual cluster.
    ///
    /// Example: `vc-16965a9267*****-*****`.
    /// Wire name `VClusterId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/6`.
    #[cfg_attr(feature = "serde", serde(rename = "VClusterId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub vcluster_id: Option<String>,
    /// Id of the node within its virtual cluster.
    ///
    /// Example: `vn-03a49876edb****`.
    /// Wire name `NodeId`. Spec: `CreateTairKVCacheVNode.json /responses/0/schema/fields/7`.
    #[cfg_attr(feature = "serde", serde(rename = "NodeId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub node_id: Option<String>,
    /// Fields that the documentation does not describe, and values that their types cannot hold. Spec: `CreateTairKVCacheVNode.json /responses/0`.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub extra: rt::response::Fields,
}

impl rt::response::ResponseBody for Response {
    #[rustfmt::skip]
    fn from_fields(mut fields: rt::response::Fields) -> Self {
        Self {
            request_id: rt::response::take(&mut fields, "RequestId"),
            instance_id: rt::response::take(&mut fields, "InstanceId"),
            order_id: rt::response::take(&mut fields, "OrderId"),
            region_id: rt::response::take(&mut fields, "RegionId"),
            zone_id: rt::response::take(&mut fields, "ZoneId"),
            vk_name: rt::response::take(&mut fields, "VkName"),
            vcluster_id: rt::response::take(&mut fields, "VClusterId"),
            node_id: rt::response::take(&mut fields, "NodeId"),
            extra: fields,
        }
    }

    fn into_fields(self) -> rt::response::Fields {
        let mut fields = self.extra;
        rt::response::put(&mut fields, "RequestId", self.request_id);
        rt::response::put(&mut fields, "InstanceId", self.instance_id);
        rt::response::put(&mut fields, "OrderId", self.order_id);
        rt::response::put(&mut fields, "RegionId", self.region_id);
        rt::response::put(&mut fields, "ZoneId", self.zone_id);
        rt::response::put(&mut fields, "VkName", self.vk_name);
        rt::response::put(&mut fields, "VClusterId", self.vcluster_id);
        rt::response::put(&mut fields, "NodeId", self.node_id);
        fields
    }
}
