use super::*;

fn names(list: &[&str]) -> Context {
    Context::new("LightBlueLamps", list.iter().copied())
}

#[track_caller]
fn expect(row: &str, code: &str, message: &str, rule: &str) {
    let got = split(&format!("400{row}-"), &names(&["Period", "LampName"])).unwrap();
    assert_eq!(
        (
            got.reading.code.as_str(),
            got.reading.message.as_str(),
            got.code_rule
        ),
        (code, message, rule),
        "{row}"
    );
}

#[test]
fn each_rule_cuts() {
    expect(
        "Lamp.Blown\"x\" is out.",
        "Lamp.Blown",
        "\"x\" is out.",
        "foreign-opener",
    );
    expect(
        "LampBlownLampBlown",
        "LampBlown",
        "LampBlown",
        "doubled-row",
    );
    expect("%s%s", "%s", "%s", "placeholder");
    expect("NoLamp%s", "NoLamp", "%s", "placeholder");
    expect(
        "MissingParameterPeriod is mandatory.",
        "MissingParameter",
        "Period is mandatory.",
        "parameter-and-verb",
    );
    expect(
        "InvalidQuayQuay is gone.",
        "InvalidQuay",
        "Quay is gone.",
        "doubled-identifier",
    );
    expect(
        "Lamp.%sThe lamp is out.",
        "Lamp.%s",
        "The lamp is out.",
        "usual-first-word",
    );
    expect(
        "NO_LAMP_LEFTAll lamps are out.",
        "NO_LAMP_LEFT",
        "All lamps are out.",
        "screaming-code",
    );
    expect(
        "LAMP_NOT_LITlamp is out.",
        "LAMP_NOT_LIT",
        "lamp is out.",
        "screaming-code",
    );
    expect(
        "KeeperNotAwakeErrorkeeper does not answer.",
        "KeeperNotAwakeError",
        "keeper does not answer.",
        "terminal-word",
    );
    expect(
        "Lamp.Gone \tOil is short.",
        "Lamp.Gone",
        "Oil is short.",
        "spaced-code",
    );
    expect("Lamp.GoneThe", "Lamp.Gone", "The", "usual-first-word");
    expect("Lamp.NotLit", "Lamp.NotLit", "", "code-alone");
    expect(
        "Oil.LOLLOL is short.",
        "Oil.LOL",
        "LOL is short.",
        "doubled-identifier",
    );
    expect(
        "Oil.Lampslamps are dry.",
        "Oil.Lamps",
        "lamps are dry.",
        "doubled-identifier",
    );
    expect(
        "OilGone.Wickblue is dry.",
        "OilGone.Wick",
        "blue is dry.",
        "recurring-word",
    );
    expect(
        "LOLNotInABCLOL is dry.",
        "LOLNotInABC",
        "LOL is dry.",
        "recurring-acronym",
    );
    expect(
        "Oil.MalformedwickLength is odd.",
        "Oil.Malformed",
        "wickLength is odd.",
        "terminal-word",
    );
    expect(
        "Oil.MissingBlueLamps are dry.",
        "Oil.Missing",
        "BlueLamps are dry.",
        "name-of-the-page",
    );
    expect(
        "Oil.Missingthe oil.",
        "Oil.Missing",
        "the oil.",
        "terminal-word",
    );
    expect("Pool.Wornthe oil.", "Pool.Worn", "the oil.", "lower-opener");
    expect(
        "Pool.Wornparameter bad.",
        "Pool.Worn",
        "parameter bad.",
        "lower-opener",
    );
    expect(
        "BadBlueLampId.GoneBlueLamp is out.",
        "BadBlueLampId.Gone",
        "BlueLamp is out.",
        "recurring-identifier",
    );
    expect(
        "FogFaultFog is too thick",
        "FogFault",
        "Fog is too thick",
        "last-word",
    );
}

#[test]
fn an_inflected_terminal_word_is_one_word() {
    expect(
        "Lamp.LimitationLamps are few.",
        "Lamp.Limitation",
        "Lamps are few.",
        "last-word",
    );
}

#[test]
fn a_row_that_the_text_cannot_tell_shows_both_readings() {
    let got = split("400QuayNotInHarbourError quay not there.-", &names(&[])).unwrap();
    assert_eq!(got.reading.code, "QuayNotInHarbour");
    assert_eq!(got.reading.message, "Error quay not there.");
    assert_eq!(got.others.len(), 1);
    assert_eq!(got.others[0].code, "QuayNotInHarbourError");
    assert_eq!(got.others[0].message, "quay not there.");
}

#[test]
fn a_status_is_three_digits_and_a_code() {
    assert_eq!(status("400Foo"), Some((400, "Foo")));
    assert_eq!(status("400%s%s-"), Some((400, "%s%s-")));
    assert_eq!(status("400 Foo.BarThe"), Some((400, " Foo.BarThe")));
    for no in [
        "400",
        "40",
        "",
        "4000 lamps",
        "400 is too many.",
        "600Foo",
        "099Foo",
        "4é0Foo",
        "é00",
    ] {
        assert_eq!(status(no), None, "{no}");
    }
}
