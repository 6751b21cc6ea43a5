"""What standards ask of formats, each rule with the place where it stands; every check returns what is wrong."""
