//! The three macros that define the parts of the format: [`record!`](crate::record), [`words!`](crate::words) and
//! [`choice!`](crate::choice). See [`crate::shape`] for why there is one definition of each part.

/// Defines an object of the format. A member of type `Option`, `Vec`, `bool` or a map may be absent.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $( $(#[doc = $member_doc:literal])* $member:ident : $ty:ty ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $( $(#[doc = $member_doc])* pub $member: $ty, )*
        }

        impl $name {
            /// The keys of this object, in canonical order.
            pub const KEYS: &'static [&'static str] = &[$($crate::shape::key(stringify!($member))),*];

            #[allow(unused_variables, clippy::question_mark)]
            pub(crate) fn from_members(
                node: &$crate::json::Node,
                members: &[$crate::json::Member],
                decoder: &mut $crate::shape::Decoder,
            ) -> Option<Self> {
                // Every member is read before any fault stops us, so that all faults come together.
                $( let $member = $crate::shape::member::<$ty>(node, members, $crate::shape::key(stringify!($member)), decoder); )*
                Some($name { $( $member: $member?, )* })
            }

            pub(crate) fn to_members(&self) -> Vec<(String, $crate::json::Json)> {
                #[allow(unused_mut)]
                let mut out = Vec::new();
                $(
                    if !$crate::shape::Shape::is_absent(&self.$member) {
                        out.push(($crate::shape::key(stringify!($member)).to_owned(), $crate::shape::Shape::encode(&self.$member)));
                    }
                )*
                out
            }

            #[allow(unused_variables)]
            pub(crate) fn schema_members(
                definitions: &mut $crate::shape::Definitions,
            ) -> (Vec<(String, $crate::json::Json)>, Vec<$crate::json::Json>) {
                #[allow(unused_mut)]
                let (mut properties, mut required) = (Vec::new(), Vec::new());
                $(
                    let text = concat!($($member_doc, "\n"),*).trim();
                    let schema = <$ty as $crate::shape::Shape>::schema(definitions);
                    properties.push(($crate::shape::key(stringify!($member)).to_owned(), $crate::define::described(schema, text)));
                    if <$ty as $crate::shape::Shape>::absent().is_none() {
                        required.push($crate::json::Json::text($crate::shape::key(stringify!($member))));
                    }
                )*
                (properties, required)
            }
        }

        impl $crate::shape::Shape for $name {
            fn decode(node: &$crate::json::Node, decoder: &mut $crate::shape::Decoder) -> Option<Self> {
                let members = $crate::shape::members(node, decoder)?;
                let known = $crate::shape::refuse_unknown(members, Self::KEYS, decoder);
                let read = Self::from_members(node, members, decoder);
                if known { read } else { None }
            }
            fn encode(&self) -> $crate::json::Json {
                $crate::json::Json::Object(self.to_members())
            }
            fn schema(definitions: &mut $crate::shape::Definitions) -> $crate::json::Json {
                $crate::define::define(definitions, stringify!($name), concat!($($doc, "\n"),*).trim(), |definitions| {
                    Self::schema_members(definitions)
                })
            }
        }
    };
}

/// Defines a closed set of words.
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $word_doc:literal])* $variant:ident = $word:literal ),* $(,)? }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[doc = $word_doc])* $variant, )* }

        impl $name {
            /// Every word, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// How it is written.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The value written so, if any.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::shape::Shape for $name {
            fn decode(node: &$crate::json::Node, decoder: &mut $crate::shape::Decoder) -> Option<Self> {
                let word = <String as $crate::shape::Shape>::decode(node, decoder)?;
                let value = Self::from_word(&word);
                if value.is_none() {
                    $crate::shape::unknown_word(node, &word, &[$($word),*], decoder);
                }
                value
            }
            fn encode(&self) -> $crate::json::Json {
                $crate::json::Json::text(self.word())
            }
            fn schema(definitions: &mut $crate::shape::Definitions) -> $crate::json::Json {
                $crate::define::define_words(
                    definitions,
                    stringify!($name),
                    concat!($($doc, "\n"),*).trim(),
                    &[$(($word, concat!($($word_doc, "\n"),*).trim())),*],
                )
            }
        }
    };
}

/// Defines an object that is one of several, told apart by its key `kind`.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident($record:ident) = $word:literal ),* $(,)? }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $variant_doc])* $variant($record), )* }

        impl $name {
            /// Every kind, in the order of the definition.
            pub const KINDS: &'static [&'static str] = &[$($word),*];

            /// Its kind, as written under the key `kind`.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $( Self::$variant(_) => $word, )* }
            }
        }

        impl $crate::shape::Shape for $name {
            fn decode(node: &$crate::json::Node, decoder: &mut $crate::shape::Decoder) -> Option<Self> {
                let members = $crate::shape::members(node, decoder)?;
                let kind: String = $crate::shape::member(node, members, "kind", decoder)?;
                match kind.as_str() {
                    $( $word => {
                        let known: Vec<&str> = std::iter::once("kind").chain($record::KEYS.iter().copied()).collect();
                        let known = $crate::shape::refuse_unknown(members, &known, decoder);
                        let read = $record::from_members(node, members, decoder);
                        if known { read.map(Self::$variant) } else { None }
                    } )*
                    other => {
                        let place = node.get("kind").unwrap_or(node);
                        decoder.within("kind", |decoder| {
                            $crate::shape::unknown_word(place, other, Self::KINDS, decoder);
                        });
                        None
                    }
                }
            }
            fn encode(&self) -> $crate::json::Json {
                let mut out = vec![("kind".to_owned(), $crate::json::Json::text(self.kind()))];
                match self { $( Self::$variant(record) => out.extend(record.to_members()), )* }
                $crate::json::Json::Object(out)
            }
            fn schema(definitions: &mut $crate::shape::Definitions) -> $crate::json::Json {
                let one_of = vec![$( {
                    let text = concat!($($variant_doc, "\n"),*).trim();
                    let (properties, required) = $record::schema_members(definitions);
                    $crate::define::kind_schema($word, text, properties, required)
                } ),*];
                $crate::define::define_choice(definitions, stringify!($name), concat!($($doc, "\n"),*).trim(), one_of)
            }
        }
    };
}
