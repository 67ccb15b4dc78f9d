// No JavaScript.
let x = ;
