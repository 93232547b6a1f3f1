//! How the pages look: on an office PC, on a phone and on paper. Colours meet AA on their grounds.

/// The style sheet of every page.
pub(super) const STYLE: &str = r#"
:root{--ink:#1b2430;--soft:#4a5666;--line:#c9d1da;--ground:#fff;--pale:#f4f6f8;--lead:#8a1c1c;
--bad:#a11212;--bad-pale:#fdeaea;--mid:#8a4b00;--mid-pale:#fff3e0;--note:#1f4e8c;--note-pale:#e8f0fb;--good:#1a6334;--good-pale:#e6f4ea;--none:#4a5666;--none-pale:#edf0f3}
*{box-sizing:border-box}
html{font-size:17px;-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--ground);font:1rem/1.55 "Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
main,.top,.foot{max-width:72rem;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.4rem .8rem;z-index:1}
.top{padding-top:1.5rem;padding-bottom:.5rem;border-bottom:3px solid var(--lead)}
h1{font-size:1.65rem;line-height:1.25;margin:.2rem 0 .6rem}
h2{font-size:1.3rem;margin:2.2rem 0 .7rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1.08rem;margin:1.5rem 0 .5rem}h4{font-size:1rem;margin:1.1rem 0 .4rem}
p{margin:.45rem 0}a{color:#0b4f9e;text-underline-offset:.15em}a:focus-visible{outline:3px solid #0b4f9e;outline-offset:2px}
.soft{color:var(--soft)}.small{font-size:.92rem}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.4rem 0 .8rem}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
nav ol,nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;margin:.7rem 0;padding:0}
.counts{display:flex;flex-wrap:wrap;gap:.8rem;list-style:none;margin:1rem 0;padding:0}
.counts li{flex:1 1 9rem;border:1px solid var(--line);border-left:.4rem solid var(--tone,var(--line));border-radius:.3rem;padding:.5rem .9rem;background:var(--tone-pale,var(--pale))}
.label{color:var(--soft);margin:1rem 0 -.5rem}
.counts b{display:block;font-size:1.7rem;line-height:1.2}
.bad{--tone:var(--bad);--tone-pale:var(--bad-pale)}.mid{--tone:var(--mid);--tone-pale:var(--mid-pale)}.note{--tone:var(--note);--tone-pale:var(--note-pale)}.good{--tone:var(--good);--tone-pale:var(--good-pale)}.none{--tone:var(--none);--tone-pale:var(--none-pale)}
.tag{display:inline-block;white-space:nowrap;font-weight:600;font-size:.9rem;line-height:1.4;padding:.05rem .55rem;border-radius:1rem;border:1px solid var(--tone);color:var(--tone);background:var(--tone-pale)}
.tag::before{content:attr(data-mark) " "}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;background:#fff}
caption{text-align:left;color:var(--soft);padding:.2rem 0 .4rem;font-size:.95rem}
th,td{border:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top}
thead th{background:var(--pale)}tbody th{font-weight:600}table.half tbody th{width:46%}table.rows tbody th{font-weight:400}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.c,th.c{text-align:center}
tr.group th{background:#f4f1e6}tr.gap{background:var(--bad-pale)}tr.gap th{border-left:.3rem solid var(--bad)}
td ul,td ol{margin:0;padding-left:1.1rem}
table.matrix{width:auto}table.matrix th,table.matrix td{padding:.15rem .35rem;font-size:.88rem;min-width:1.9rem}table.matrix tbody th{font-weight:400;max-width:26rem;min-width:12rem}table.matrix td.on{background:var(--good-pale);color:var(--good);font-weight:700;text-align:center}
.finding{border:1px solid var(--line);border-left:.4rem solid var(--tone);border-radius:.3rem;padding:.55rem .9rem;margin:.7rem 0}
.finding p{margin:.25rem 0}.finding .where{color:var(--soft);margin-left:.5rem}.finding .what{font-weight:600}
.many{display:flex;flex-wrap:wrap;gap:.1rem .9rem;list-style:none;padding:0;margin:.25rem 0}
.hint::before{content:"→ ";font-weight:700}
.quiet{color:var(--good)}
.unread{border-left:.3rem solid var(--mid);padding-left:.7rem}.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.foot{margin-top:2.5rem;padding-top:.8rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--soft);font-size:.92rem}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin-top:2rem}.sign .who{text-align:center}.sign ul{list-style:none;padding:0;margin:.2rem 0}
.item{margin:.6rem 0}.item .fields{margin:.15rem 0 .15rem 1.2rem;padding:0;list-style:none;color:var(--soft)}
@media (max-width:46rem){
html{font-size:16px}main,.top,.foot{padding-left:.9rem;padding-right:.9rem}h1{font-size:1.35rem}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.35rem}
table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.cards,table.cards caption,table.cards tbody,table.cards tr{display:block}table.cards tr{border:1px solid var(--line);border-radius:.3rem;margin:.6rem 0;padding:.25rem .2rem}
table.cards th,table.cards td{display:block;border:0;padding:.15rem .6rem;text-align:left;white-space:normal}table.cards td:empty{display:none}
table.cards [data-label]::before{content:attr(data-label) ": ";color:var(--soft);font-weight:400}
.sign{grid-template-columns:1fr}}
@page{size:A4;margin:15mm 14mm 15mm 20mm}
@media print{
html{font-size:11.5pt}table{font-size:10.5pt}body{background:#fff}main,.top,.foot{max-width:none;padding-left:1px;padding-right:1px}.skip,nav{display:none}
a{color:inherit;text-decoration:none}h1{font-size:16pt}h2{font-size:13.5pt;margin-top:14pt}h2,h3,h4,caption,thead{break-after:avoid}tbody tr:first-child{break-before:avoid}
.finding,.counts li,tr,.item{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}
.counts{gap:6pt}.tag,.counts li,tr.gap,tr.group th,thead th,td.on{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"#;
