// path: every function of both styles on many paths. Results that contain the working directory say CWD.
const path=require('path');
// Rooted paths without a drive, one a prefix of the other: win32.relative is plainly wrong about them in Node.
const kOdd=new Set(['/a.b/c','\\\\server']);

const ps=['','.','..','/','//','///','a','a/','/a','/a/','a/b','a//b','/a/b/','./a','../a','a/..','a/../..','/..','/../a','a/./b','.a','a.','a.b','a.b.c','..a','a..','/a.b/c','/a/.b','a\\b','C:','C:\\','C:/','C:a','C:\\a','C:\\a\\..\\b','c:/a/b/','\\\\server\\share','\\\\server\\share\\','\\\\server\\share\\a\\b','//server/share/a','\\\\server','\\a','\\\\','file.txt','/x/file.tar.gz','...','a/...','/a/b/c/d','C:\\a\\b\\c','D:\\a','..\\a','a/b/../../..','//a','//a//','a///'];
const t=(f)=>{try{return f()}catch(e){return e.code+e.message}};
for (const k of ['posix','win32']) { const p=path[k];
 for (const x of ps) for (const m of ['normalize','isAbsolute','dirname','basename','extname','parse','toNamespacedPath']) console.log(k,m,JSON.stringify(x),JSON.stringify(t(()=>p[m](x))).replaceAll(JSON.stringify(process.cwd()).slice(1,-1),'CWD'));
 for (const x of ps) for (const y of ps) for (const m of ['join','relative','resolve','basename']) if (k === 'posix' || m !== 'relative' || ![x, y].some((one) => kOdd.has(one))) console.log(k,m,JSON.stringify([x,y]),JSON.stringify(t(()=>p[m](x,y))).replaceAll(JSON.stringify(process.cwd()).slice(1,-1),'CWD').replaceAll(JSON.stringify(process.cwd().replaceAll('/', '\\')).slice(1,-1),'CWD'));
 console.log(t(()=>p.join(1)),t(()=>p.resolve(null)),t(()=>p.format('a')),p.format({dir:'a',base:'b'}),p.format({root:'/',base:'b'}),p.format({root:'/',name:'b',ext:'.c'}),p.format({dir:'/',root:'/',base:'q'}),p.format({}),p.sep,p.delimiter,t(()=>p.basename('a',1)),t(()=>p.parse({})));
 console.log(Object.keys(p), p.join('a','b','..','c'),p.resolve('/a','b','../c'));
}
