//! Reads the file as a whole: what its operations share, the schemas they refer to, and then each of them.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::codes;
use acs_spec::json::{Member, Node, Value};
use acs_spec::operation::Style;
use acs_spec::service::{Common, Endpoint, Endpoints, FORMAT};
use acs_spec::shape::nearest;
use acs_spec::source::{Source, SourceKind};
use acs_spec::{Json, Operation, Service, Stated};

use super::budget::Budget;
use super::operation::{Shared, read_style};
use super::references::Components;
use super::report::Report;
use super::rows::{fingerprint, row};
use super::schema::{Context, Reader};
use super::values::{is_empty, keep, members, scalar};
use super::{Options, SOURCE_ID};

/// What an operation takes before anything is said of it, in bytes: itself, its source and the source's rows.
const OPERATION: usize = size_of::<Operation>() + 1024;

/// What was read, and what is to be said about it.
pub(super) struct File {
    /// Absent where its obligatory facts are.
    pub(super) service: Option<Service>,
    pub(super) operations: Vec<Operation>,
    pub(super) report: Report,
}

/// Reads the file.
pub(super) fn read(tree: &Node, document: &str, options: &Options, report: Report) -> File {
    let names = component_names(tree);
    let mut reader = Reader {
        report,
        components: &names,
        ids: BTreeMap::new(),
        budget: Budget::default(),
    };
    let mut vendor = BTreeMap::new();
    let mut rows = BTreeMap::new();
    let mut endpoints = Vec::new();
    let mut components = Components::default();
    let mut shared = None;
    for member in members(tree).unwrap_or_default() {
        let (keyword, node) = (member.name.as_str(), &member.node);
        reader.report.enter(keyword);
        match keyword {
            "info" => shared = reader.info(node, &mut vendor),
            "components" => components = reader.components(node, &mut vendor, &mut rows),
            "endpoints" => endpoints = reader.endpoints(node, &mut vendor),
            "apis" => {}
            _ => keep(&mut vendor, keyword, node.to_json()),
        }
        reader.report.leave();
        if !matches!(keyword, "components" | "apis") {
            rows.insert(row(&[keyword]), fingerprint(node));
            let known = matches!(keyword, "info" | "endpoints" | "version" | "directories")
                || keyword.starts_with("x-");
            if !known {
                reader.report.unknown("the file", keyword, node);
            }
        }
    }
    let source = |rows| Source {
        id: SOURCE_ID.to_owned(),
        kind: SourceKind::ApiDocs,
        document: document.to_owned(),
        url: None,
        date: Stated::from(options.date.clone()),
        layout: None,
        rows,
    };
    let operations = match (tree.get("apis"), &shared) {
        (Some(apis), Some(shared)) => {
            reader.operations(apis, shared, options, &mut components, source)
        }
        // Without its facts an operation is read all the same, for the faults in it.
        (Some(apis), None) => {
            let shared = Shared {
                product: String::new(),
                version: String::new(),
                style: Stated::Unstated,
            };
            reader.operations(apis, &shared, options, &mut components, source)
        }
        (None, _) => Vec::new(),
    };
    let service = shared.map(|shared| Service {
        format: FORMAT.to_owned(),
        product: shared.product,
        version: shared.version,
        title: None,
        crate_name: None,
        documentation: None,
        common: Common {
            path: match shared.style {
                Stated::Stated(Style::Rpc) => Stated::Stated("/".to_owned()),
                _ => Stated::Unstated,
            },
            style: shared.style,
            schemes: Stated::Unstated,
            methods: Stated::Unstated,
            location: Stated::Unstated,
        },
        endpoints: Endpoints {
            rule: None,
            vpc_rule: None,
            regions: endpoints,
        },
        common_errors: Vec::new(),
        schemas: components.schemas,
        sources: vec![source(rows)],
        corrections: Vec::new(),
        vendor,
    });
    File {
        service,
        operations,
        report: reader.report,
    }
}

fn component_names(tree: &Node) -> BTreeSet<String> {
    let schemas = tree.get("components").and_then(|node| node.get("schemas"));
    let names = schemas.and_then(members).unwrap_or_default();
    names.iter().map(|member| member.name.clone()).collect()
}

impl Reader<'_> {
    fn info(&mut self, node: &Node, vendor: &mut BTreeMap<String, Json>) -> Option<Shared> {
        let Value::Object(found) = &node.value else {
            self.report
                .wrong_kind(node, "an object with product, version and style");
            return None;
        };
        let mut style = Stated::Unstated;
        let mut left = Vec::new();
        for member in found {
            match member.name.as_str() {
                "product" | "version" => {}
                "style" => match member.node.as_str().and_then(read_style) {
                    Some(word) => style = Stated::Stated(word),
                    None => {
                        left.push((member.name.clone(), member.node.to_json()));
                        self.report.unknown("`info`", "style", &member.node);
                    }
                },
                keyword => {
                    left.push((member.name.clone(), member.node.to_json()));
                    if !keyword.starts_with("x-") {
                        self.report.unknown("`info`", keyword, &member.node);
                    }
                }
            }
        }
        if !left.is_empty() {
            keep(vendor, "info", Json::Object(left));
        }
        let [product, version] = ["product", "version"].map(|name| self.obligatory(node, name));
        Some(Shared {
            product: product?,
            version: version?,
            style,
        })
    }

    fn obligatory(&mut self, node: &Node, name: &str) -> Option<String> {
        match node.get(name).map(|found| (found, &found.value)) {
            Some((found, Value::String(_) | Value::Number(_))) => scalar(found),
            Some((found, _)) => {
                self.within(name, |reader| reader.report.wrong_kind(found, "a text"));
                None
            }
            None => {
                self.report.fault(
                    node,
                    &codes::MISSING_KEY,
                    format!("the key `{name}` is missing"),
                    "get the file anew: it does not say which product version it describes",
                );
                None
            }
        }
    }

    fn components(
        &mut self,
        node: &Node,
        vendor: &mut BTreeMap<String, Json>,
        rows: &mut BTreeMap<String, String>,
    ) -> Components {
        let mut components = Components::default();
        let mut left = Vec::new();
        match members(node) {
            Some(found) if !found.is_empty() => {
                for member in found {
                    match (member.name.as_str(), &member.node.value) {
                        ("schemas", Value::Object(schemas)) if !schemas.is_empty() => {
                            self.report.enter("schemas");
                            for schema in schemas {
                                self.component(schema, &mut components, rows);
                            }
                            self.report.leave();
                        }
                        ("schemas", _) if !is_empty(&member.node) => {
                            self.within("schemas", |reader| {
                                reader
                                    .report
                                    .wrong_kind(&member.node, "an object of schemas");
                            });
                        }
                        (keyword, _) => {
                            left.push((member.name.clone(), member.node.to_json()));
                            if keyword != "schemas" && !keyword.starts_with("x-") {
                                self.report.unknown("`components`", keyword, &member.node);
                            }
                        }
                    }
                }
                if !left.is_empty() {
                    keep(vendor, "components", Json::Object(left));
                }
            }
            _ if is_empty(node) => keep(vendor, "components", node.to_json()),
            _ => self
                .report
                .wrong_kind(node, "an object of schemas and the like"),
        }
        components
    }

    fn component(
        &mut self,
        member: &Member,
        components: &mut Components,
        rows: &mut BTreeMap<String, String>,
    ) {
        self.ids.clear();
        let (name, node) = (member.name.as_str(), &member.node);
        let row = row(&["components", "schemas", name]);
        let path = format!("schemas/{name}");
        let ctx = Context {
            row: &row,
            path: &path,
            name,
        };
        let read = self.within(name, |reader| reader.schema(node, &ctx));
        let fingerprint = fingerprint(node);
        rows.insert(row, fingerprint.clone());
        let length = node.span.end.saturating_sub(node.span.start);
        components.add(name, read.alone(), length, fingerprint);
    }

    fn endpoints(&mut self, node: &Node, vendor: &mut BTreeMap<String, Json>) -> Vec<Endpoint> {
        let Value::Array(items) = &node.value else {
            keep(vendor, "endpoints", node.to_json());
            if !is_empty(node) {
                self.report.unknown("the file", "endpoints", node);
            }
            return Vec::new();
        };
        if items.is_empty() {
            keep(vendor, "endpoints", node.to_json());
        }
        let mut left = Vec::new();
        let mut endpoints = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let (endpoint, whole) = self.within(&n.to_string(), |reader| reader.endpoint(item));
            if !whole {
                left.push(item.to_json());
            }
            endpoints.extend(endpoint);
        }
        if !left.is_empty() {
            keep(vendor, "endpoints", Json::Array(left));
        }
        endpoints
    }

    /// Reads a region's hosts; false where that is not all the row says.
    fn endpoint(&mut self, node: &Node) -> (Option<Endpoint>, bool) {
        let region = node.get("regionId").and_then(Node::as_str);
        let (Value::Object(found), Some(region)) = (&node.value, region) else {
            self.report.remark(
                node,
                &codes::BAD_ROW,
                "this endpoint names no region".to_owned(),
                "it is kept under `vendor`, in `endpoints`",
            );
            return (None, false);
        };
        let mut endpoint = Endpoint {
            region: region.to_owned(),
            public: None,
            vpc: None,
        };
        let mut whole = true;
        for member in found {
            let place = match member.name.as_str() {
                "regionId" => continue,
                "endpoint" | "public" | "publicEndpoint" => &mut endpoint.public,
                "vpc" | "vpcEndpoint" => &mut endpoint.vpc,
                keyword => {
                    self.report.unknown("an endpoint", keyword, &member.node);
                    whole = false;
                    continue;
                }
            };
            match member.node.as_str() {
                Some(host) if place.is_none() => *place = Some(host.to_owned()),
                Some(host) if place.as_deref() == Some(host) => {}
                _ => whole = false,
            }
        }
        (Some(endpoint), whole)
    }

    fn operations(
        &mut self,
        apis: &Node,
        shared: &Shared,
        options: &Options,
        components: &mut Components,
        source: impl Fn(BTreeMap<String, String>) -> Source,
    ) -> Vec<Operation> {
        self.report.enter("apis");
        let mut operations = Vec::new();
        match members(apis) {
            Some(found) => {
                self.unmatched(apis, found, options);
                for member in found.iter().filter(|member| wanted(options, &member.name)) {
                    let words = shared.product.len() + shared.version.len();
                    if !self.afford(OPERATION + words, &member.node) {
                        break;
                    }
                    self.report.enter(&member.name);
                    match members(&member.node) {
                        Some(keywords) => {
                            let (mut operation, mut rows) =
                                self.operation(&member.name, keywords, shared);
                            if !components.complete(&mut operation, &mut rows) {
                                self.too_large(&member.node);
                                self.report.leave();
                                break;
                            }
                            operation.sources = vec![source(rows)];
                            operations.push(operation);
                        }
                        None => self
                            .report
                            .wrong_kind(&member.node, "an operation (an object)"),
                    }
                    self.report.leave();
                }
            }
            None => self.report.wrong_kind(apis, "an object of operations"),
        }
        self.report.leave();
        operations
    }

    fn too_large(&mut self, node: &Node) {
        self.report.fault(
            node,
            &codes::UNREADABLE,
            "the schemas that the operations share would fill the memory if each had its own"
                .to_owned(),
            "import fewer operations at a time",
        );
    }

    fn unmatched(&mut self, apis: &Node, found: &[Member], options: &Options) {
        let names: Vec<&str> = found.iter().map(|member| member.name.as_str()).collect();
        let present: BTreeSet<&str> = names.iter().copied().collect();
        for name in options.operations.iter().flatten() {
            if present.contains(name.as_str()) {
                continue;
            }
            let help = match nearest(name, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the file has {} operations, none called so", names.len()),
            };
            let message = format!("the file has no operation `{name}`");
            self.report
                .fault(apis, &codes::OVERRIDE_UNMATCHED, message, &help);
        }
    }
}

fn wanted(options: &Options, name: &str) -> bool {
    options
        .operations
        .as_ref()
        .is_none_or(|names| names.contains(name))
}
