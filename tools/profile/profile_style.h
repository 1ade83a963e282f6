// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace nearside {

/// The look of the report: the page's colours and type, rules instead of cards, light, dark and on paper.
inline constexpr std::string_view kProfileStyle = R"(
:root{color-scheme:light dark;--paper:#fff;--tint:#e8f1f0;--ink:#13252b;--ink2:#475a61;--line:#d3dcdb;--edge:#6b7e84;
--near:#005b63;--link:#00616b;--care:#7a4f00;--care-line:#a8720a;--care-fill:#fff5da;--focus:#13252b}
@media (prefers-color-scheme:dark){:root{--paper:#131f23;--tint:#16302f;--ink:#e9f0ef;--ink2:#a8b9bb;--line:#2a3a3f;
--edge:#7e9195;--near:#63c6c6;--link:#7ad0d0;--care:#f2c55c;--care-line:#b98a22;--care-fill:#2b2412;--focus:#ffd24a}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:400 .9375rem/1.47 -apple-system,"Segoe UI",Roboto,"Noto Sans",
Inter,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
font-variant-numeric:tabular-nums lining-nums;text-size-adjust:100%}
.page{max-width:61rem;margin:0 auto;padding:0 1.25rem 4rem}
h1,h2,h3,p,ul,ol,dl,dd,figure,table,pre{margin:0;padding:0}
h1,h2,h3{font-weight:600;letter-spacing:-.015em;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:1.875rem;line-height:1.2}
h2{font-size:1.3125rem;line-height:1.29}
h3{font-size:1.0625rem;line-height:1.4}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--focus);outline-offset:3px;border-radius:2px}
.top{display:flex;align-items:center;gap:.5rem;min-height:3.75rem;border-bottom:1px solid var(--line);font-weight:600}
.top svg{width:1.25rem;height:1.25rem}
.strip{padding:.5rem 0;border-bottom:1px solid var(--line);color:var(--ink2);font-size:.8125rem}
.lead{padding:2rem 0 1.5rem}
.lead p{margin-top:.75rem;font-size:1.0625rem;line-height:1.53;max-width:42.5rem}
.notice{max-width:42.5rem;padding:.75rem 1rem;border:1px solid var(--care-line);border-radius:8px;background:var(--care-fill)}
.notice b{color:var(--care)}
.plain{border-color:var(--edge);background:var(--paper)}
.plain b{color:var(--ink)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-top:1.5rem;list-style:none}
nav a{display:inline-block;padding:.375rem 0}
section{margin-top:3rem;padding-top:1.5rem;border-top:2px solid var(--ink)}
section>p{margin-top:.5rem;max-width:42.5rem;color:var(--ink2)}
.row{padding:1.25rem 0;border-bottom:1px solid var(--line)}
.row:last-child{border-bottom:0}
.row>div+div{margin-top:.5rem}
.side p,.small{color:var(--ink2);font-size:.8125rem;line-height:1.46}
.item+.item{margin-top:1.25rem}
.item p{max-width:42.5rem;overflow-wrap:anywhere}
.item .small{margin-top:.25rem}
pre{margin-top:.5rem;padding-left:.75rem;border-left:2px solid var(--near);white-space:pre-wrap;overflow-wrap:anywhere;
font:400 .8125rem/1.5 ui-monospace,"SF Mono",Consolas,monospace}
details{margin-top:.5rem}
summary{display:inline-block;min-height:1.5rem;color:var(--link);cursor:pointer;font-size:.8125rem}
summary::before{content:"+ "}
details[open]>summary::before{content:"– "}
table{border-collapse:collapse;font-size:.8125rem;line-height:1.46}
caption{text-align:left;color:var(--ink2);padding-bottom:.25rem}
th,td{padding:.25rem 1rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600}
.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
.scroll{overflow-x:auto}
.levels td{border:0;padding-block:.0625rem}
.levels td:first-child{max-width:14rem}
.levels svg{display:block;width:8rem;height:1rem}
.picture{max-width:22.5rem}
.picture svg{display:block;width:100%;height:4.5rem}
.picture figcaption{display:flex;justify-content:space-between;color:var(--ink2);font-size:.8125rem}
.bar{fill:var(--near)}
.base{stroke:var(--edge);stroke-width:1}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-top:.5rem;font-size:.8125rem}
.facts div{display:flex;gap:.375rem}
.facts dt{color:var(--ink2)}
.end{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--ink2);font-size:.8125rem}
@media (min-width:50rem){.row{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:0 3.5rem}.row>div+div{margin-top:0}}
@media (forced-colors:active){.bar{fill:CanvasText}}
@media print{:root{color-scheme:light;--paper:#fff;--tint:#fff;--ink:#000;--ink2:#222;--line:#999;--edge:#333;--near:#000;
--link:#000;--care:#000;--care-line:#333;--care-fill:#fff}
body{font-size:9.5pt}.page{max-width:none;padding:0}nav,summary{display:none}.row,.item,tr,figure{break-inside:avoid}
h2,h3{break-after:avoid}section{margin-top:1.5rem}
.row{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:0 1.5rem}.row>div+div{margin-top:0}}
@page{margin:12mm 14mm}
)";

}  // namespace nearside
