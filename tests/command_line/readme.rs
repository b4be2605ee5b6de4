//! The READMEs show what the program really prints.
