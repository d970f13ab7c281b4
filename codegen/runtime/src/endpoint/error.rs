//! Why there is no endpoint.

use std::fmt;

use super::Network;

/// Why there is no endpoint. Known before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// A region is needed, and none is given.
    NoRegion,
    /// The text cannot be the ID of a region.
    ImpossibleRegion {
        /// The text, escaped and cut off after 64 characters.
        region: String,
        /// A known region whose ID is much like it.
        nearest: Option<&'static str>,
    },
    /// The service is not known to have a host in this region for this network.
    NoHost {
        /// The region, escaped and cut off after 64 characters.
        region: String,
        /// The network.
        network: Network,
        /// A known region whose ID is much like it, if the region is not known itself.
        nearest: Option<&'static str>,
    },
    /// What was given as an endpoint is no host with or without a scheme and a port.
    Malformed {
        /// The text, escaped and cut off after 64 characters.
        endpoint: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearest = match self {
            EndpointError::NoRegion => {
                return f.write_str("no region is set, and without one there is no endpoint");
            }
            EndpointError::Malformed { endpoint, reason } => {
                return write!(f, "`{endpoint}` is no endpoint: {reason}");
            }
            EndpointError::ImpossibleRegion { region, nearest } => {
                write!(f, "`{region}` cannot be a region")?;
                nearest
            }
            EndpointError::NoHost {
                region,
                network,
                nearest,
            } => {
                let from = match network {
                    Network::Public => "from the internet",
                    Network::Vpc => "from within a VPC",
                };
                write!(f, "the service has no known endpoint in `{region}` {from}")?;
                nearest
            }
        };
        match nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for EndpointError {}
