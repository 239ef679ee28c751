/// The look of a page, on the screen and on paper.
enum StyleSheet {
    static let text: StaticString = """

        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 68rem; color: #1a1a1a; background: #fff;
          font: 16px/1.5 system-ui, DejaVu Sans, sans-serif; }
        .warning { position: sticky; top: 0; z-index: 1; max-width: none; margin: 0 -1.5rem; padding: .4rem 1.5rem; background: #fff3d6;
          border-bottom: 2px solid #e69f00; font-weight: 600; }
        h1 { margin: 1.5rem 0 0; font-size: 1.9rem; line-height: 1.2; }
        .subtitle { margin: .3rem 0 1rem; color: #444; font-size: 1.05rem; }
        h2 { margin: 2.5rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid #bbb; font-size: 1.35rem;
          scroll-margin-top: 3rem; }
        h3 { margin: 1.6rem 0 .4rem; font-size: 1.05rem; }
        p { margin: .5rem 0; max-width: 50rem; overflow-wrap: anywhere; }
        nav ol { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0; padding: .6rem 1rem .6rem 2rem;
          background: #f4f5f7; border-radius: 4px; }
        nav li { margin-right: .8rem; }
        a { color: #005a8d; }
        a:focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
        .note { padding: .3rem .7rem; border-left: 4px solid #bbb; color: #444; }
        .alarm { padding: .4rem .8rem; border-left: 5px solid #d55e00; background: #fdf0e9; }
        .scroll { overflow-x: auto; }
        table { margin: .8rem 0 1.2rem; min-width: 36rem; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { padding: .3rem 0; text-align: left; font-weight: 600; caption-side: top; }
        th, td { padding: .25rem .7rem; border-bottom: 1px solid #ddd; text-align: right; vertical-align: top; }
        thead th { border-bottom: 2px solid #888; vertical-align: bottom; }
        th:first-child, .words { text-align: left; overflow-wrap: break-word; }
        tbody th { font-weight: 500; }
        td small { display: block; color: #555; font-size: .8rem; white-space: nowrap; }
        .checklist { table-layout: fixed; width: 100%; }
        .checklist th:nth-child(1) { width: 4rem; }
        .checklist th:nth-child(2) { width: 36%; text-align: left; }
        .checklist thead th { text-align: left; }
        .checklist .empty { background: #f4f5f7; }
        .facts { table-layout: fixed; width: 100%; }
        .facts th:first-child { width: 13rem; }
        .facts thead th { text-align: left; }
        .facts td.words, .checklist td.words { overflow-wrap: anywhere; }
        .wide { width: 100%; font-size: .82rem; }
        .wide th, .wide td { padding: .25rem .35rem; }
        .matrix td { min-width: 6rem; text-align: center; }
        .matrix thead th:not(:first-child) { text-align: center; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1rem 2rem; }
        .small { grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); }
        .figures figure { max-width: 36rem; }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .6rem 1.2rem; }
        .gallery img { display: block; max-width: 100%; image-rendering: pixelated; min-width: 8rem; background: #000; }
        .figures .note { align-self: start; }
        figure { margin: .6rem 0; break-inside: avoid; }
        figcaption { max-width: 34rem; color: #444; font-size: .85rem; overflow-wrap: anywhere; }
        figcaption strong { color: #1a1a1a; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: #1a1a1a; font-family: system-ui, DejaVu Sans, sans-serif; }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .2rem 0 .4rem; padding: 0; list-style: none;
          font-size: .85rem; }
        .legend li { display: flex; align-items: center; gap: .4rem; overflow-wrap: anywhere; }
        .legend svg { flex: none; width: 34px; height: 12px; }
        pre { padding: .8rem; overflow-x: auto; background: #f4f5f7; font-size: .8rem; line-height: 1.35;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        code { overflow-wrap: anywhere; font-size: .85em; }
        footer { margin-top: 3rem; border-top: 2px solid #e69f00; font-weight: 600; }
        @media print {
          @page { margin: 16mm 14mm; @top-center { content: "Research use only, not for diagnosis"; font-size: 9pt; } }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { padding: 0; max-width: none; font-size: 10pt; }
          .warning { position: static; margin: 0; padding: .2rem .5rem; }
          nav, details { display: none; }
          h2, h3, caption { break-after: avoid; }
          tr { break-inside: avoid; }
          table { min-width: 0; font-size: 8.5pt; }
          .wide { font-size: 7pt; }
          .wide small { white-space: normal; font-size: 6.5pt; }
          .scroll { overflow: visible; }
          .wide th, .wide td { padding: .15rem; }
          .figures { grid-template-columns: 1fr 1fr; }
        }

        """
}
