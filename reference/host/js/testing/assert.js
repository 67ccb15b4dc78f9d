// assert: every comparison on many pairs of values, and the assertions about exceptions.
const assert=require('assert'); let n=0;
const t=(f)=>{n++;try{f();console.log(n,'ok')}catch(e){console.log(n,e.name,e.code,e.message,e.generatedMessage,e.operator,typeof e.stack==='string'&&e.stack.split('\n')[0])}};
for (const [a,b] of [[1,2],['a','b'],[1,'1'],[NaN,NaN],[0,-0],[{a:1},{a:1}],[{a:1},{a:2}],[[1,2,3],[1,2,4]],['hello world foo','hello world bar'],['a\nb\nc','a\nb\nd'],[new Set([1,{a:1}]),new Set([1,{a:1}])],[new Set([1]),new Set([2])],[new Map([[1,2]]),new Map([[1,2]])],[new Map([[{},2]]),new Map([[{},2]])],[/a/g,/a/i],[new Date(1),new Date(2)],[new Error('a'),new Error('a')],[new Error('a'),new TypeError('a')],[null,undefined],[undefined,0],[[1,,3],[1,undefined,3]],[{a:undefined},{}],[Object.create(null),{}],[Symbol.iterator,Symbol.iterator],[()=>1,()=>1],[1n,1n],[1n,1],[new Uint8Array([1]),new Uint8Array([1])],[new Uint8Array([1]),[1]],[new Number(1),new Number(1)],[new Number(1),1],['a'.repeat(600),'b'.repeat(600)],[{a:{b:{c:{d:{e:1}}}}},{a:{b:{c:{d:{e:2}}}}}],[Array.from({length:60},(_, i)=>i),Array.from({length:60},(_, i)=>i===30?99:i)],[Array.from({length:80},(_, i)=>i),Array.from({length:80},(_, i)=>i+1)],[[1,2,3,4,5,6,7,8],[1,2,3,4,5,6,7]],[{b:1,a:2},{a:2,b:1}],[{[Symbol.for('q')]:1},{}],[true,false],['',null]]) {
 for (const k of ['equal','notEqual','deepEqual','notDeepEqual','strictEqual','notStrictEqual','deepStrictEqual','notDeepStrictEqual']) t(()=>assert[k](a,b));
}
const cyc1={};cyc1.x=cyc1;const cyc2={};cyc2.x=cyc2;
t(()=>assert.deepStrictEqual(cyc1,cyc2));
t(()=>assert.equal(1));
t(()=>assert());
t(()=>assert.ok());
t(()=>assert(0,'msg'));
t(()=>assert(0,new TypeError('own')));
t(()=>assert.equal(1,2,'msg'));
t(()=>assert.fail());
t(()=>assert.fail('x'));
t(()=>assert.fail(new Error('y')));
t(()=>assert.ifError(null));
t(()=>assert.ifError(0));
t(()=>assert.ifError(new Error('q')));
t(()=>assert.throws(()=>{}));
t(()=>assert.throws(()=>{},TypeError));
t(()=>assert.throws(()=>{},TypeError,'mm'));
t(()=>assert.throws(()=>{throw new Error('x')}));
t(()=>assert.throws(()=>{throw new Error('x')},TypeError));
t(()=>assert.throws(()=>{throw new Error('x')},/y/));
t(()=>assert.throws(()=>{throw new Error('x')},/x/));
t(()=>assert.throws(()=>{throw new Error('x')},{message:'x'}));
t(()=>assert.throws(()=>{throw new Error('x')},{message:'y',code:1}));
t(()=>assert.throws(()=>{throw new Error('x')},{message:/x/,name:'Error'}));
t(()=>assert.throws(()=>{throw new Error('x')},{}));
t(()=>assert.throws(()=>{throw new Error('x')},new Error('x')));
t(()=>assert.throws(()=>{throw new Error('x')},new Error('z')));
t(()=>assert.throws(()=>{throw 1},{a:1}));
t(()=>assert.throws(()=>{throw new Error('x')},(e)=>false));
t(()=>assert.throws(()=>{throw new Error('x')},function foo(e){return true}));
t(()=>assert.throws(()=>{throw new Error('x')},'x'));
t(()=>assert.throws(()=>{throw 'x'},'x'));
t(()=>assert.throws(()=>{throw new Error('x')},1));
t(()=>assert.throws('a'));
t(()=>assert.throws(()=>{throw new Error('x')},'y','z'));
t(()=>assert.throws(()=>{throw 5},TypeError));
t(()=>assert.doesNotThrow(()=>{}));
t(()=>assert.doesNotThrow(()=>{throw new Error('x')}));
t(()=>assert.doesNotThrow(()=>{throw new Error('x')},TypeError));
t(()=>assert.doesNotThrow(()=>{throw new Error('x')},Error,'mmm'));
t(()=>assert.doesNotThrow(()=>{throw new Error('x')},'mmm'));
t(()=>assert.match('abc',/x/));
t(()=>assert.match('abc',/b/));
t(()=>assert.match(1,/b/));
t(()=>assert.doesNotMatch('abc',/b/));
t(()=>assert.match('a','b'));
t(()=>assert.match('a',/b/,'hey'));
t(()=>assert.strict.equal(1,'1'));
t(()=>assert.strict.deepEqual([1],['1']));
t(()=>new assert.AssertionError());
t(()=>{throw new assert.AssertionError({message:'q',actual:1})});
t(()=>{throw new assert.AssertionError({actual:1,expected:2,operator:'strictEqual'})});
t(()=>{throw new assert.AssertionError({actual:1,expected:2,operator:'foo'})});
(async()=>{const r=async(f)=>{n++;try{await f();console.log(n,'ok')}catch(e){console.log(n,e.name,e.code,e.message,e.operator)}};
await r(()=>assert.rejects(Promise.resolve()));
await r(()=>assert.rejects(Promise.reject(new Error('a')),/a/));
await r(()=>assert.rejects(async()=>{throw new TypeError('z')},RangeError));
await r(()=>assert.rejects(()=>1));
await r(()=>assert.rejects(()=>{}));
await r(()=>assert.rejects(1));
await r(()=>assert.doesNotReject(Promise.reject(new Error('a'))));
await r(()=>assert.doesNotReject(async()=>1));
await r(()=>assert.rejects(()=>{throw new Error('sync')}));
await r(()=>assert.rejects(Promise.resolve(),TypeError,'m'));
try{assert.strictEqual(1,2)}catch(e){console.log(require('util').inspect(e).replace(/\n    at .*/g,''))}
console.log(Object.keys(assert).join()===0, assert.strict===assert.strict.strict, assert.equal.name, assert.throws.length, assert.ok.length,assert.equal.length);
})();

// Descriptors that the modules make take nothing from Object.prototype; the deprecation is told once.
const told = [];
process.on('warning', ({ code }) => told.push(code));
Object.prototype.get = () => 'inherited';
try { assert.fail('first', 'second'); } catch (error) { console.log(error.message); }
try { assert.fail('first', 'second', undefined, 'is'); } catch (error) { console.log(error.message); }
delete Object.prototype.get;
setImmediate(() => console.log(told));
