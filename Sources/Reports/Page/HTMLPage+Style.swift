extension HTMLPage {
  /// Colours are told apart in every common form of colour blindness: those of series are Okabe's and Ito's ("Color
  /// Universal Design", 2008), those of phases differ in lightness as well.
  static let style = """
    :root {
      color-scheme: light dark;
      --ink: #1c2127; --soft: #5b6672; --paper: #ffffff; --panel: #f6f8fa; --rule: #d9dee4; --faint: #eef1f4;
      --accent: #0b62a4; --tint: #b9d5ea;
      --configuration: #5b6672; --fill: #8fc1e3; --steady: #0b62a4; --partial_sums: #7a4fa3;
      --collection: #d9730d; --drain: #d8c9a6;
      --distribution: #56b4e9; --multipliers: #0072b2; --reduction: #009e73; --buffer: #e69f00; --bus: #b0568d;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e6eaee; --soft: #9aa6b2; --paper: #15181c; --panel: #1d2126; --rule: #343b43; --faint: #242a30;
        --accent: #5fb0ee; --tint: #2c4a62;
        --configuration: #8b96a2; --fill: #2f5f86; --steady: #5fb0ee; --partial_sums: #b48be0;
        --collection: #f0923c; --drain: #756b52;
        --distribution: #56b4e9; --multipliers: #2f8fd0; --reduction: #1fb58c; --buffer: #e6a82e; --bus: #cc79a7;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif;
      font-variant-numeric: tabular-nums; }
    main { max-width: 1300px; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
    h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .3rem; font-weight: 650; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 2.6rem 0 .2rem; font-weight: 650; overflow-wrap: anywhere; }
    h3 { font-size: 1.02rem; margin: 2rem 0 .2rem; font-weight: 600; }
    p { margin: .3rem 0 .8rem; max-width: 76ch; } .soft, figcaption, .note { color: var(--soft); }
    code { font: .93em ui-monospace, monospace; overflow-wrap: anywhere; }
    a { color: var(--accent); }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .facts { display: flex; flex-wrap: wrap; gap: 1px; margin: 1rem 0;
      padding: 0; background: var(--rule); border: 1px solid var(--rule); border-radius: 6px; overflow: hidden; }
    .facts div { flex: 1 1 170px; background: var(--paper); padding: .7rem .9rem; }
    .facts dt { color: var(--soft); font-size: .82rem; } .facts dd { margin: 0; font-size: 1.25rem; font-weight: 600; }
    .facts dd small { font-size: .78rem; font-weight: 400; color: var(--soft); display: block; }
    figure { margin: .6rem 0 1.2rem; }
    figcaption { font-size: .87rem; max-width: 96ch; margin: 0 0 .5rem; }
    figure > svg { display: block; width: 100%; height: auto; }
    .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 0 2rem; }
    .legend { display: flex; gap: 1.2rem; margin: .2rem 0 .5rem; font-size: .85rem; }
    .legend span:first-child:not(.key) { color: var(--soft); min-width: 5.5rem; }
    .legend ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; margin: 0; }
    .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .45em;
      background: var(--colour); }
    .scroll { overflow: auto; max-height: 34rem; border: 1px solid var(--rule); border-radius: 6px; }
    table { border-collapse: separate; border-spacing: 0; font-size: .87rem; width: 100%; }
    caption { text-align: left; color: var(--soft); font-size: .85rem; padding: .3rem 0; }
    th, td { padding: .28rem .5rem; text-align: left; border-bottom: 1px solid var(--faint); vertical-align: middle; }
    thead th { position: sticky; top: 0; z-index: 1; background: var(--panel); border-bottom: 1px solid var(--rule);
      font-weight: 600; white-space: nowrap; }
    tbody th { font-weight: 500; min-width: 6rem; white-space: nowrap; }
    table.long tbody th { min-width: 22rem; font-size: .8rem; white-space: normal; overflow-wrap: anywhere; }
    tfoot th, tfoot td { position: sticky; bottom: 0; background: var(--panel); border-top: 1px solid var(--rule);
      font-weight: 600; }
    tbody tr:hover > * { background: var(--panel); }
    td { white-space: nowrap; } td.words { white-space: normal; } .n { text-align: right; } td.bar { min-width: 90px; width: 20%; }
    td.bar svg { display: block; width: 100%; height: 13px; }
    th button { all: unset; cursor: pointer; font: inherit; font-weight: 600; }
    th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    th button::after { content: "\\2195"; color: var(--rule); margin-left: .3em; }
    th[aria-sort=ascending] button::after { content: "\\2191"; color: var(--accent); }
    th[aria-sort=descending] button::after { content: "\\2193"; color: var(--accent); }
    .find { display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; margin: .4rem 0 .6rem;
      font-size: .87rem; }
    input[type=search] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--rule);
      border-radius: 5px; padding: .3rem .6rem; width: 20rem; max-width: 100%; }
    [role=tablist] { display: flex; flex-wrap: wrap; gap: .3rem; margin: 1.4rem 0 0; border-bottom: 1px solid var(--rule); }
    [role=tab] { font: inherit; color: var(--soft); background: none; border: 1px solid transparent; border-bottom: 0;
      border-radius: 5px 5px 0 0; padding: .4rem .9rem; cursor: pointer; margin-bottom: -1px; }
    [role=tab][aria-selected=true] { color: var(--ink); font-weight: 600; background: var(--paper);
      border-color: var(--rule); }
    details { margin: .3rem 0; } summary { cursor: pointer; color: var(--accent); font-size: .87rem; }
    dl.settings { display: grid; grid-template-columns: max-content max-content 1fr; gap: .25rem 1.2rem; margin: .6rem 0;
      font-size: .9rem; } dl.settings dt { grid-column: 1; } dl.settings dd { margin: 0; }
    dl.settings dd.note { font-size: .87rem; }
    @media (max-width: 760px) {
      main { padding: 1.2rem 1rem 3rem; } dl.settings { grid-template-columns: 1fr; gap: 0; }
      dl.settings dt { margin-top: .5rem; } figure { overflow-x: auto; } figure > svg { min-width: 600px; }
      table.long tbody th { min-width: 12rem; }
    }
    .best { font-weight: 700; color: var(--accent); } .failed { color: var(--collection); font-weight: 700; }
    svg text { fill: var(--ink); font: 11px system-ui, sans-serif; } svg text.soft { fill: var(--soft); }
    svg text.title { font-size: 13px; font-weight: 600; }
    svg text.end { text-anchor: end; } svg text.middle { text-anchor: middle; }
    .grid { stroke: var(--faint); } .axis { stroke: var(--soft); } .roof { stroke: var(--ink); stroke-width: 1.5; fill: none; }
    .dot { fill: var(--accent); fill-opacity: .55; stroke: var(--accent); } .track { fill: var(--faint); }
    .part { fill: var(--accent); } .line { fill: none; stroke: var(--colour); stroke-width: 2; }
    .c { fill: var(--colour); } .pale { fill-opacity: .45; }
    .configuration { --colour: var(--configuration); } .fill { --colour: var(--fill); } .steady { --colour: var(--steady); }
    .partial_sums { --colour: var(--partial_sums); } .collection { --colour: var(--collection); }
    .drain { --colour: var(--drain); } .distribution { --colour: var(--distribution); }
    .multipliers { --colour: var(--multipliers); } .reduction { --colour: var(--reduction); }
    .busy { --colour: var(--accent); } .idle { --colour: var(--tint); } .block { stroke: var(--paper); stroke-width: .6; }
    .buffer { --colour: var(--buffer); } .bus { --colour: var(--bus); }
    .s0 { --colour: #0072b2; } .s1 { --colour: #d55e00; } .s2 { --colour: #009e73; } .s3 { --colour: #cc79a7; }
    .s4 { --colour: #e69f00; } .s5 { --colour: #56b4e9; } .s6 { --colour: #999999; } .s7 { --colour: #b8a800; }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
    .charts svg { flex: 1 1 380px; max-width: 640px; min-width: min(320px, 100%); }
    @media print {
      :root { color-scheme: light; --ink: #000; --paper: #fff; }
      main { max-width: none; padding: 0; } .scroll { max-height: none; overflow: visible; border: 0; }
      .find, [role=tablist] { display: none; } [role=tabpanel][hidden] { display: block; }
      thead th, tfoot th, tfoot td { position: static; } figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      table { font-size: 7.5pt; } th, td { padding: 1.5pt 3pt; }
    }
    """
}
