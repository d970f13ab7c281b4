//! Whose server a host is: the provider's own is never what `run` talks to. Must not do I/O.

use acs_spec::Service;

/// Domains under which the provider's services answer.
const PROVIDER: [&str; 2] = ["aliyuncs.com", "alibabacloud.com"];

/// Whether a host, with or without a port, is the provider's: by its domain, or since the service says so.
pub(crate) fn is_of_provider(host: &str, service: Option<&Service>) -> bool {
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_under = |domain: &str| {
        host.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_stated = || {
        let regions = service
            .iter()
            .flat_map(|service| &service.endpoints.regions);
        regions
            .flat_map(|region| region.public.iter().chain(&region.vpc))
            .any(|stated| stated.eq_ignore_ascii_case(&host))
    };
    PROVIDER.into_iter().any(is_under) || is_stated()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_is_known_by_its_domains() {
        for host in [
            "r-kvstore.aliyuncs.com",
            "R-KVSTORE.cn-beijing.AliYunCS.com:443",
            "x.aliyuncs.com.",
            "aliyuncs.com",
        ] {
            assert!(is_of_provider(host, None), "{host}");
        }
        for host in [
            "127.0.0.1:8080",
            "aliyuncs.com.example",
            "notaliyuncs.com",
            "[::1]:80",
        ] {
            assert!(!is_of_provider(host, None), "{host}");
        }
    }
}
