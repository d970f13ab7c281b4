//! Chance that repeats itself, and excerpts of real metadata drawn with it.

use serde_json::{Map, Value};

/// A small generator, so that a seed names a case for ever (xorshift64*).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() {
            return None;
        }
        list.get(self.next() % list.len())
    }
}

/// A file with a few of the operations.
pub fn excerpt(whole: &Value, dice: &mut Dice) -> Value {
    let names: Vec<&String> = whole["apis"].as_object().unwrap().keys().collect();
    let mut apis = Map::new();
    while apis.len() < 6 {
        let name = dice.pick(&names).unwrap();
        apis.insert((*name).clone(), whole["apis"][*name].clone());
    }
    let mut out = whole.clone();
    out["apis"] = Value::Object(apis);
    out
}

pub fn without_words(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("description");
            members.values_mut().for_each(without_words);
        }
        Value::Array(items) => items.iter_mut().for_each(without_words),
        _ => {}
    }
}

/// Whether a keyword stands more than once, so that the file goes on speaking of it when one is taken away.
pub fn often(file: &Value, keyword: &str) -> bool {
    file["apis"]
        .to_string()
        .matches(&format!("\"{keyword}\":"))
        .count()
        > 1
}
