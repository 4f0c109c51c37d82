/* How Material for MkDocs keeps a reader's choices: word for word its partials/javascripts/base.html, but for the scope. */
var __md_script=document.currentScript;
__md_scope=new URL(__md_script.dataset.scope||"../..",__md_script.dataset.scope?location:__md_script.src),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+_.charCodeAt(0)),0),__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem(t.pathname+"."+e)),__md_set=(e,_,t=localStorage,a=__md_scope)=>{try{t.setItem(a.pathname+"."+e,JSON.stringify(_))}catch(e){}};
