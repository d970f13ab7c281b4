//! The clients: a type that holds the runtime's, and a method for each operation. And the table of endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Gate, Module};
use super::request_ident;
use super::rules::chain;
use super::tokens::{docs, ident, placed, runtime, with_place};
use crate::lower::docs::spec;
use crate::lower::model::{RustClient, RustCrate, RustEndpoints, RustOperation};

/// The modules `blocking`, `client` and `endpoints`.
#[must_use]
pub fn emit(lowered: &RustCrate) -> Vec<Module> {
    let Some(client) = &lowered.client else {
        return Vec::new();
    };
    vec![
        self::client(lowered, client, true),
        self::client(lowered, client, false),
        endpoints(&client.endpoints, &lowered.place),
    ]
}

/// ```text
/// #[derive(Clone, Debug)]
/// pub struct Client {
///     inner: rt::client::Client,
/// }
/// impl Client { … }
/// ```
fn client(lowered: &RustCrate, client: &RustClient, blocking: bool) -> Module {
    let (name, gate) = match blocking {
        true => ("blocking", Gate::Blocking),
        false => ("client", Gate::Client),
    };
    let mut module = Module::new(name);
    module.is_public = true;
    module.gate = Some(gate);
    module.header = vec!["Emitted by acsgen. Do not edit.".to_owned()];
    let what = match blocking {
        true => "The client whose calls block: for programs without an async runtime.".to_owned(),
        false => format!("Sends the operations of {}.", lowered.summary),
    };
    module.docs = vec![with_place(&what, &lowered.place)];
    if !blocking {
        module.reexports = vec!["Client"];
        module.example = example(&client.example);
    }
    let inner = ident(name);
    module.items = vec![
        runtime(),
        definition(lowered, &inner, blocking),
        methods(lowered, client, blocking),
        held(&inner),
    ];
    module
}

fn example(program: &[String]) -> Vec<String> {
    if program.is_empty() {
        return Vec::new();
    }
    let fence = || std::iter::once("```".to_owned());
    std::iter::once(String::new())
        .chain(fence())
        .chain(program.iter().cloned())
        .chain(fence())
        .collect()
}

fn definition(lowered: &RustCrate, inner: &proc_macro2::Ident, blocking: bool) -> TokenStream {
    let how = if blocking { ", whose calls block" } else { "" };
    let of = format!(
        "A client of {}{how}. Cloning is cheap and shares everything.",
        lowered.summary
    );
    let of = placed(&of, &lowered.place);
    let holds = format!(
        " Whatever [`rt::{inner}::Client`] does it does too: `call` with options of its own, `dry_run`, `send`."
    );
    quote! {
        #of
        #[doc = ""]
        #[doc = #holds]
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: rt::#inner::Client,
        }
    }
}

fn methods(lowered: &RustCrate, client: &RustClient, blocking: bool) -> TokenStream {
    let name = &client.name;
    let policy = client.policy.map(ident);
    let calls = policy.map(|policy| quote!(validation(rt::Validation::#policy)));
    let builder = chain(
        "builder",
        quote!(rt::client::ClientBuilder::for_service(&super::ENDPOINTS, #name)),
        calls.as_slice(),
    );
    let operations = lowered
        .operations
        .iter()
        .map(|operation| method(operation, blocking));
    let [new, says] = [
        "A client of the service in this region, with the official clients' credentials and defaults.",
        "Says how a client is to be: endpoint or region, credentials, policy, timeouts, and so on.",
    ]
    .map(|line| placed(line, &lowered.place));
    quote! {
        impl Client {
            #new
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the region is impossible, or the service is not known to answer there."]
            pub fn new(region: impl Into<String>) -> Result<Self, rt::client::BuildError> {
                Self::builder().region(region).build()
            }
            #says
            pub fn builder() -> rt::client::ClientBuilder<Self> {
                #builder
            }
            #(#operations)*
        }
    }
}

/// ```text
/// #[inline]
/// pub async fn light_lamp(&self, operation: &super::light_lamp::LightLamp) -> rt::client::Sent<super::light_lamp::LightLamp> {
///     self.inner.send(operation).await
/// }
/// ```
fn method(operation: &RustOperation, blocking: bool) -> TokenStream {
    let (method, module) = (ident(&operation.method), ident(&operation.module));
    let (request, doc) = (request_ident(operation), docs(&operation.method_docs));
    let (is_async, wait) = match blocking {
        true => (TokenStream::new(), TokenStream::new()),
        false => (quote!(async), quote!(.await)),
    };
    // Inlined where it is called, so that a crate of many operations is not compiled for all of them.
    quote! {
        #doc
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " See [`rt::client::Error`]."]
        #[inline]
        pub #is_async fn #method(
            &self,
            operation: &super::#module::#request,
        ) -> rt::client::Sent<super::#module::#request> {
            self.inner.send(operation) #wait
        }
    }
}

fn held(inner: &proc_macro2::Ident) -> TokenStream {
    quote! {
        impl rt::client::FromClient for Client {
            fn from_client(client: rt::client::Client) -> Result<Self, rt::client::BuildError> {
                rt::client::FromClient::from_client(client).map(|inner| Self { inner })
            }
        }
        impl std::ops::Deref for Client {
            type Target = rt::#inner::Client;
            fn deref(&self) -> &Self::Target {
                &self.inner
            }
        }
    }
}

/// ```text
/// static REGIONS: [rt::endpoint::RegionHosts; 1] = [rt::endpoint::RegionHosts::new("cn-beijing")];
/// pub static ENDPOINTS: rt::endpoint::ServiceEndpoints = {
///     let endpoints = rt::endpoint::ServiceEndpoints::new();
///     endpoints.regions(&REGIONS)
/// };
/// ```
fn endpoints(endpoints: &RustEndpoints, of_crate: &str) -> Module {
    let mut module = Module::new("endpoints");
    module.docs = vec![with_place("Where the service answers.", of_crate)];
    module.header = vec![match &endpoints.from {
        Some((file, sha256)) => {
            format!("@generated from {file} (sha256 {sha256}) by acsgen. Do not edit.")
        }
        None => "Emitted by acsgen. Do not edit.".to_owned(),
    }];
    module.is_skipped = true;
    module.reexports = vec!["ENDPOINTS"];
    let regions = endpoints.regions.iter().map(|(region, public, vpc)| {
        let public = public.as_ref().map(|host| quote!(.public(#host)));
        let vpc = vpc.as_ref().map(|host| quote!(.vpc(#host)));
        quote!(rt::endpoint::RegionHosts::new(#region) #public #vpc)
    });
    let length = proc_macro2::Literal::usize_unsuffixed(endpoints.regions.len());
    let mut calls = Vec::new();
    calls.extend(endpoints.rule.as_ref().map(|rule| quote!(rule(#rule))));
    let vpc_rule = endpoints.vpc_rule.as_ref();
    calls.extend(vpc_rule.map(|rule| quote!(vpc_rule(#rule))));
    let mut items = vec![runtime()];
    if !endpoints.regions.is_empty() {
        calls.push(quote!(regions(&REGIONS)));
        items.push(quote!(static REGIONS: [rt::endpoint::RegionHosts; #length] = [#(#regions),*];));
    }
    let value = chain(
        "endpoints",
        quote!(rt::endpoint::ServiceEndpoints::new()),
        &calls,
    );
    let place = match &endpoints.from {
        Some((file, _)) => format!(" {}", spec(file, "/endpoints")),
        None => format!(
            " There is no `service.json`: only an explicit endpoint can be used. {of_crate}"
        )
        .trim_end()
        .to_owned(),
    };
    items.push(quote! {
        #[doc = " Where the service answers: known regions, and the rule for others."]
        #[doc = ""]
        #[doc = #place]
        pub static ENDPOINTS: rt::endpoint::ServiceEndpoints = #value;
    });
    module.items = items;
    module
}
