//! Files of sections with keys and values. Must not know what they mean.

use std::collections::BTreeMap;

use zeroize::Zeroize;

/// The keys and values of one section; the values are wiped when it is dropped.
#[derive(Default)]
pub(super) struct Section(BTreeMap<String, String>);

impl Section {
    /// A value that is there and not empty.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

impl Drop for Section {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}

/// The section of this name, if there is one; of keys that come twice the last counts, and sections of one name are one.
///
/// Lines are `[section]`, `key = value`, or empty; a line that begins with `#` or `;` is a comment, and a value ends at a
/// `#`. Keys are read in lower case.
///
/// # Errors
///
/// The number of a line that is none of these, whatever section it is in. The line itself may hold a secret.
pub(super) fn section(text: &str, name: &str) -> Result<Option<Section>, usize> {
    let mut found: Option<Section> = None;
    let mut within = false;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            let Some((section, _)) = rest.split_once(']') else {
                return Err(index + 1);
            };
            within = section.trim() == name;
            if within && found.is_none() {
                found = Some(Section::default());
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            return Err(index + 1);
        };
        if let (true, Some(section)) = (within, &mut found) {
            let value = value.split('#').next().unwrap_or_default().trim();
            section
                .0
                .insert(key.trim().to_ascii_lowercase(), value.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sections_keys_comments() {
        let text = "\u{FEFF}# c\n; c = d\nstray = 1\n[ default ] # c\r\nType=access_key\r\na = b=c # d\nempty =\n\n\
                    [other]\na = x\n[default]\nb = 2\na=3";
        let section = section(text, "default").unwrap().unwrap();
        assert_eq!(section.get("type"), Some("access_key"));
        assert_eq!(section.get("a"), Some("3"));
        assert_eq!(section.get("b"), Some("2"));
        assert_eq!((section.get("empty"), section.get("stray")), (None, None));
        let other = super::section(text, "other").unwrap().unwrap();
        assert_eq!(other.get("a"), Some("x"));
        assert!(super::section(text, "none").unwrap().is_none());
        assert_eq!(super::section("[a]\nb\n", "a").err(), Some(2));
        assert_eq!(super::section("\n[a\n", "a").err(), Some(2));
        let value = super::section("[a]\nb = c=d=e", "a").unwrap().unwrap();
        assert_eq!(value.get("b"), Some("c=d=e"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), name in any::<String>()) {
            let lines = text.lines().count();
            if let Err(line) = section(&text, &name) {
                prop_assert!((1..=lines).contains(&line));
            }
        }
    }
}
