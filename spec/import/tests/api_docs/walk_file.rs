//! The part of the walk that goes over a file as a whole.

use acs_import::api_docs::Imported;
use serde_json::Value;

use super::{Walk, is_empty, kept, members, text, value};

impl Walk {
    /// Goes over a whole file.
    pub fn file(source: &Value, imported: &Imported) -> Walk {
        let mut walk = Walk::default();
        let service = &imported.service;
        for (keyword, node) in source.as_object().expect("an object") {
            let home = match keyword.as_str() {
                "apis" => true,
                "info" => {
                    walk.info(node, imported);
                    true
                }
                "endpoints" => walk.endpoints(node, imported),
                "components" => walk.components(node, imported),
                _ => kept(&service.vendor, keyword, node),
            };
            walk.tick("file", keyword, home);
        }
        let apis = members(&source["apis"]);
        walk.tick(
            "file",
            "(operations)",
            apis.len() == imported.operations.len(),
        );
        for (name, api) in &apis {
            walk.place.push(name.clone());
            match imported
                .operations
                .iter()
                .find(|operation| operation.name == *name)
            {
                Some(operation) => walk.operation(api, operation, imported),
                None => walk.tick("file", "(operation)", false),
            }
            walk.place.pop();
        }
        walk
    }

    fn info(&mut self, node: &Value, imported: &Imported) {
        let service = &imported.service;
        let left = service.vendor.get("info").map(value).unwrap_or(Value::Null);
        for (keyword, node) in members(node) {
            let style = service
                .common
                .style
                .get()
                .map(|style| style.word().to_owned());
            let home = match keyword.as_str() {
                "product" => Some(&service.product) == text(&node).as_ref(),
                "version" => Some(&service.version) == text(&node).as_ref(),
                "style" if style.is_some() => style == text(&node).map(|t| t.to_uppercase()),
                _ => left.get(&keyword) == Some(&node),
            };
            self.tick("info", &keyword, home);
        }
    }

    fn endpoints(&mut self, node: &Value, imported: &Imported) -> bool {
        let service = &imported.service;
        let Some(rows) = node.as_array().filter(|rows| !rows.is_empty()) else {
            return kept(&service.vendor, "endpoints", node);
        };
        let left = service.vendor.get("endpoints").map(value);
        let left = left
            .as_ref()
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let mut ours = service.endpoints.regions.iter().peekable();
        for row in rows {
            let whole = left.contains(row);
            let next = ours.next_if(|next| Some(next.region.as_str()) == row["regionId"].as_str());
            for (keyword, node) in members(row) {
                let home = match (keyword.as_str(), next) {
                    ("regionId", Some(next)) => Some(next.region.as_str()) == node.as_str(),
                    ("endpoint" | "public", Some(next)) => next.public.as_deref() == node.as_str(),
                    ("vpc", Some(next)) => next.vpc.as_deref() == node.as_str(),
                    _ => false,
                };
                self.tick("endpoint", &keyword, home || whole);
            }
        }
        ours.next().is_none()
    }

    fn components(&mut self, node: &Value, imported: &Imported) -> bool {
        let service = &imported.service;
        if is_empty(node) {
            return kept(&service.vendor, "components", node);
        }
        let left = service
            .vendor
            .get("components")
            .map(value)
            .unwrap_or(Value::Null);
        for (keyword, node) in members(node) {
            if keyword != "schemas" || is_empty(&node) {
                self.tick("components", &keyword, left.get(&keyword) == Some(&node));
                continue;
            }
            let schemas = members(&node);
            self.tick(
                "components",
                &keyword,
                schemas.len() == service.schemas.len(),
            );
            for (name, schema) in &schemas {
                self.place.push(format!("components/{name}"));
                match service.schemas.get(name) {
                    Some(ours) => self.schema(schema, ours, None),
                    None => self.tick("components", "(schema)", false),
                }
                self.place.pop();
            }
        }
        true
    }
}
