//! Which host answers for a service in a region: found without any I/O, or refused with the reason.
//!
//! The order: a host that the caller states, the service's map of regions, its rule. The tables are static data of the
//! generated crate; must not know any service.

mod address;
mod error;
mod nearest;
#[cfg(test)]
mod tests;

pub use address::Endpoint;
pub use error::EndpointError;

/// From where the service is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Network {
    /// From the internet.
    #[default]
    Public,
    /// From within a virtual private cloud in the region.
    Vpc,
}

/// The hosts of one region, as far as they are stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegionHosts {
    /// The region's ID.
    pub region: &'static str,
    /// The host for the internet.
    pub public: Option<&'static str>,
    /// The host for virtual private clouds.
    pub vpc: Option<&'static str>,
}

impl RegionHosts {
    /// A region of which no host is stated: the rule applies.
    #[must_use]
    pub const fn new(region: &'static str) -> Self {
        RegionHosts {
            region,
            public: None,
            vpc: None,
        }
    }

    /// States the host for the internet.
    #[must_use]
    pub const fn public(mut self, host: &'static str) -> Self {
        self.public = Some(host);
        self
    }

    /// States the host for virtual private clouds.
    #[must_use]
    pub const fn vpc(mut self, host: &'static str) -> Self {
        self.vpc = Some(host);
        self
    }
}

/// Where a service answers.
///
/// ```
/// use acs_runtime::endpoint::{Network, RegionHosts, ServiceEndpoints};
/// static ENDPOINTS: ServiceEndpoints = ServiceEndpoints::new()
///     .rule("lamp.{region}.example.com")
///     .regions(&[RegionHosts::new("cn-beijing"), RegionHosts::new("cn-hangzhou").public("lamp.example.com")]);
/// let endpoint = ENDPOINTS.resolve(None, Some("cn-beijing"), Network::Public)?;
/// assert_eq!(endpoint.host(), "lamp.cn-beijing.example.com");
/// let error = ENDPOINTS.resolve(None, Some("Beijing"), Network::Public).unwrap_err();
/// assert_eq!(error.to_string(), "`Beijing` cannot be a region; did you mean `cn-beijing`?");
/// # Ok::<(), acs_runtime::endpoint::EndpointError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceEndpoints {
    /// The host for the internet in a region of which none is stated; `{region}` stands for the region's ID.
    pub rule: Option<&'static str>,
    /// The same for virtual private clouds.
    pub vpc_rule: Option<&'static str>,
    /// The regions in which the service is known to be.
    pub regions: &'static [RegionHosts],
}

const PLACE: &str = "{region}";

impl ServiceEndpoints {
    /// Nothing is known: only an explicit host can be used.
    #[must_use]
    pub const fn new() -> Self {
        ServiceEndpoints {
            rule: None,
            vpc_rule: None,
            regions: &[],
        }
    }

    /// States the rule for the internet.
    #[must_use]
    pub const fn rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// States the rule for virtual private clouds.
    #[must_use]
    pub const fn vpc_rule(mut self, rule: &'static str) -> Self {
        self.vpc_rule = Some(rule);
        self
    }

    /// States the regions.
    #[must_use]
    pub const fn regions(mut self, regions: &'static [RegionHosts]) -> Self {
        self.regions = regions;
        self
    }

    /// Whether the service is known to be in this region.
    #[must_use]
    pub fn knows(&self, region: &str) -> bool {
        self.regions.iter().any(|hosts| hosts.region == region)
    }

    /// The known region whose ID is most like this text, if one is much like it.
    #[must_use]
    pub fn nearest(&self, region: &str) -> Option<&'static str> {
        nearest::nearest(region, self.regions.iter().map(|hosts| hosts.region))
    }

    /// Finds the endpoint. `explicit` is a host with or without `https://` or `http://` before it and a port behind it;
    /// it wins over everything, and no region is needed then.
    ///
    /// A region that the map lacks is served by the rule if its ID looks like one: providers open regions faster than
    /// crates are published.
    ///
    /// # Errors
    ///
    /// * the explicit host is none;
    /// * there is no region where one is needed, or its ID cannot be one: IDs are at least two words of lower-case
    ///   letters and digits with hyphens between, at most 63 characters, the first of letters alone;
    /// * neither map nor rule gives a host in this region for this network. A host for the internet never stands in
    ///   for one within a virtual private cloud, nor the other way round.
    pub fn resolve(
        &self,
        explicit: Option<&str>,
        region: Option<&str>,
        network: Network,
    ) -> Result<Endpoint, EndpointError> {
        if let Some(text) = explicit {
            return Endpoint::parse(text);
        }
        let region = region.unwrap_or_default();
        let hosts = self.regions.iter().find(|hosts| hosts.region == region);
        let (stated, rule) = match network {
            Network::Public => (hosts.and_then(|hosts| hosts.public), self.rule),
            Network::Vpc => (hosts.and_then(|hosts| hosts.vpc), self.vpc_rule),
        };
        if let Some(host) = stated {
            return Endpoint::parse(host);
        }
        if let Some(host) = rule.filter(|rule| !rule.contains(PLACE)) {
            // One host for all regions: which it is does not matter.
            return Endpoint::parse(host);
        }
        if region.is_empty() {
            return Err(EndpointError::NoRegion);
        }
        if hosts.is_none() && !may_be_region(region) {
            return Err(EndpointError::ImpossibleRegion {
                region: shown(region),
                nearest: self.nearest(region),
            });
        }
        let Some(rule) = rule else {
            return Err(EndpointError::NoHost {
                region: shown(region),
                network,
                nearest: self.nearest(region).filter(|_| hosts.is_none()),
            });
        };
        Endpoint::parse(&rule.replace(PLACE, region))
    }
}

/// Whether the text looks like the ID of a region.
fn may_be_region(text: &str) -> bool {
    let mut words = text.split('-');
    let first = words.next().unwrap_or_default();
    let mut rest = 0_usize;
    text.len() <= 63
        && !first.is_empty()
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && words.all(|word| {
            rest += 1;
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
        && rest > 0
}

/// A text that came from outside, fit to stand in one line of a message.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(64).flat_map(char::escape_debug).collect();
    if text.chars().nth(64).is_some() {
        shown.push('…');
    }
    shown
}
