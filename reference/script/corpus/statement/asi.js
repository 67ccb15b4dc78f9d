let a = 1
let b = a
;[1].forEach(() => { b = 2 })
const f = () => {
  return
  1
}
let i = 0
i
++
b
observe('abi', [a, b, i, f()])
var x = 5; { x }
do x--; while (x > 3) observe('x', x)
