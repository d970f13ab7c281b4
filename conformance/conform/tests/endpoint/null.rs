//! G10: servers that check nothing, or too little, fail an obligation of every rule that they lack.
