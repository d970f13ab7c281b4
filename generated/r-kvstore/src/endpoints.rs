//! Where the service answers. Spec: `service.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/service.json (sha256 2936d4d6017dffebc085672b85c070ab3995c0815ff197fd1e2359aa4b7f0a67) by acsgen. Do not edit.

use acs_runtime as rt;

static REGIONS: [rt::endpoint::RegionHosts; 37] = [
    rt::endpoint::RegionHosts::new("ap-northeast-1"),
    rt::endpoint::RegionHosts::new("ap-northeast-2"),
    rt::endpoint::RegionHosts::new("ap-south-1"),
    rt::endpoint::RegionHosts::new("ap-southeast-1"),
    rt::endpoint::RegionHosts::new("ap-southeast-2"),
    rt::endpoint::RegionHosts::new("ap-southeast-3"),
    rt::endpoint::RegionHosts::new("ap-southeast-5"),
    rt::endpoint::RegionHosts::new("ap-southeast-6"),
    rt::endpoint::RegionHosts::new("ap-southeast-7"),
    rt::endpoint::RegionHosts::new("cn-beijing"),
    rt::endpoint::RegionHosts::new("cn-beijing-finance-1"),
    rt::endpoint::RegionHosts::new("cn-chengdu"),
    rt::endpoint::RegionHosts::new("cn-fuzhou"),
    rt::endpoint::RegionHosts::new("cn-guangzhou"),
    rt::endpoint::RegionHosts::new("cn-hangzhou").public("r-kvstore.aliyuncs.com"),
    rt::endpoint::RegionHosts::new("cn-hangzhou-finance")
        .public("r-kvstore.aliyuncs.com"),
    rt::endpoint::RegionHosts::new("cn-heyuan"),
    rt::endpoint::RegionHosts::new("cn-hongkong"),
    rt::endpoint::RegionHosts::new("cn-huhehaote"),
    rt::endpoint::RegionHosts::new("cn-nanjing"),
    rt::endpoint::RegionHosts::new("cn-qingdao"),
    rt::endpoint::RegionHosts::new("cn-shanghai"),
    rt::endpoint::RegionHosts::new("cn-shanghai-finance-1"),
    rt::endpoint::RegionHosts::new("cn-shenzhen"),
    rt::endpoint::RegionHosts::new("cn-shenzhen-finance-1"),
    rt::endpoint::RegionHosts::new("cn-wuhan-lr"),
    rt::endpoint::RegionHosts::new("cn-wulanchabu"),
    rt::endpoint::RegionHosts::new("cn-zhangjiakou"),
    rt::endpoint::RegionHosts::new("cn-zhengzhou-jva"),
    rt::endpoint::RegionHosts::new("eu-central-1"),
    rt::endpoint::RegionHosts::new("eu-west-1"),
    rt::endpoint::RegionHosts::new("me-central-1"),
    rt::endpoint::RegionHosts::new("me-east-1"),
    rt::endpoint::RegionHosts::new("na-south-1"),
    rt::endpoint::RegionHosts::new("us-east-1"),
    rt::endpoint::RegionHosts::new("us-southeast-1"),
    rt::endpoint::RegionHosts::new("us-west-1"),
];

/// Where the service answers: known regions, and the rule for others.
///
/// Spec: `service.json /endpoints`.
pub static ENDPOINTS: rt::endpoint::ServiceEndpoints = {
    let endpoints = rt::endpoint::ServiceEndpoints::new();
    let endpoints = endpoints.rule("r-kvstore.{region}.aliyuncs.com");
    let endpoints = endpoints.vpc_rule("r-kvstore-vpc.{region}.aliyuncs.com");
    endpoints.regions(&REGIONS)
};
