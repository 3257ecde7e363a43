extension SweepPage {
  /// What the page has besides the style of all reports.
  static let style = """
    form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 1rem 0; }
    fieldset { border: 1px solid var(--rule); border-radius: 6px; padding: .3rem .7rem; max-width: 100%; }
    legend { color: var(--soft); font-size: .82rem; padding: 0 .3rem; }
    fieldset label { margin-right: .8rem; font-size: .87rem; white-space: nowrap; }
    select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--rule);
      border-radius: 5px; padding: .2rem .4rem; margin-right: 1rem; }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); }
    .charts svg { max-width: none; }
    circle { stroke: var(--colour); fill: var(--colour); fill-opacity: .12; stroke-opacity: .55; cursor: pointer; }
    circle.front { fill-opacity: 1; } circle:hover { stroke: var(--ink); stroke-opacity: 1; stroke-width: 2; }
    tr.front td { font-weight: 600; } tr.chosen td { background: var(--panel); }
    @media print { form, select { display: none; } }
    """
}
