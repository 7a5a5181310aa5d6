import type { Chart, Outcome, Row } from '../harness/subject';

const width = 760;
const lineHeight = 22;
const labelWidth = 250;
/** Paul Tol's "bright" scheme: told apart by people who are colour-blind too. */
const colours = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#bbbbbb'];

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 32};`);

/** Three digits that mean something, and no more. */
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

interface Drawing {
  readonly height: number;
  readonly marks: readonly string[];
}

const text = (
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'end' | 'middle' = 'start',
): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escape(content)}</text>`;

const contendersOf = (rows: readonly Row[]): string[] => [
  ...new Set(rows.map(({ contender }) => contender)),
];

function bars(rows: readonly Row[], column: string): Drawing {
  const contenders = contendersOf(rows);
  const valueOf = (row: Row): number => row.values[column] ?? 0;
  const largest = Math.max(...rows.map(valueOf), Number.MIN_VALUE);
  const marks: string[] = [];
  let y = 0;
  for (const what of new Set(rows.map((row) => row.case))) {
    y += lineHeight;
    marks.push(`<g font-weight="bold">${text(0, y, what)}</g>`);
    for (const row of rows.filter((entry) => entry.case === what)) {
      y += lineHeight;
      const length = (valueOf(row) / largest) * (width - labelWidth - 90);
      const colour = colours[contenders.indexOf(row.contender) % colours.length] ?? '';
      marks.push(
        text(labelWidth - 8, y, row.contender, 'end'),
        `<rect x="${labelWidth}" y="${y - 13}" width="${length.toFixed(1)}" height="16" fill="${colour}"/>`,
        text(labelWidth + length + 6, y, short(valueOf(row))),
      );
    }
  }
  return { height: y + lineHeight, marks };
}

const plot = { left: 90, right: width - 220, top: 20, bottom: 260 };

function lines(rows: readonly Row[], column: string, cases: RegExp): Drawing {
  const points = rows.flatMap((row) => {
    const size = Number(cases.exec(row.case)?.[1]?.replaceAll(',', ''));
    const value = row.values[column];
    return size > 0 && value !== undefined ? [{ size, value, contender: row.contender }] : [];
  });
  if (points.length === 0) return { height: 0, marks: [] };
  const sizes = [...new Set(points.map(({ size }) => size))].sort((one, other) => one - other);
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)];
  const largest = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  const x = (size: number): number =>
    first === last
      ? plot.left
      : plot.left + (Math.log(size / first) / Math.log(last / first)) * (plot.right - plot.left);
  const y = (value: number): number => plot.bottom - (value / largest) * (plot.bottom - plot.top);

  const marks = [
    `<path d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}" fill="none" stroke="#888"/>`,
    text(plot.left - 6, y(0) + 4, '0', 'end'),
    text(plot.left - 6, y(largest) + 4, short(largest), 'end'),
    ...sizes.map((size) => text(x(size), plot.bottom + 18, size.toLocaleString('en'), 'middle')),
  ];
  for (const [index, contender] of contendersOf(rows).entries()) {
    const own = points
      .filter((point) => point.contender === contender)
      .sort((one, other) => one.size - other.size);
    if (own.length === 0) continue;
    const colour = colours[index % colours.length] ?? '';
    const path = own.map(({ size, value }) => `${x(size).toFixed(1)},${y(value).toFixed(1)}`);
    marks.push(
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...path.map((at) => {
        const [cx = '', cy = ''] = at.split(',');
        return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
      }),
      `<g fill="${colour}">${text(plot.right + 12, plot.top + index * lineHeight, contender)}</g>`,
    );
  }
  return { height: plot.bottom + 2 * lineHeight, marks };
}

const draw = (chart: Chart, rows: readonly Row[]): Drawing =>
  chart.kind === 'bars'
    ? bars(rows, chart.column)
    : lines(
        rows.filter((row) => chart.cases.test(row.case)),
        chart.column,
        chart.cases,
      );

/** An SVG document with the charts of an outcome, one below the other. */
export function svgOf({ charts, rows }: Pick<Outcome, 'charts' | 'rows'>): string {
  const parts: string[] = [];
  let y = 0;
  for (const chart of charts) {
    const { height, marks } = draw(chart, rows);
    parts.push(
      `<g transform="translate(20 ${y + 30})">`,
      `<g font-size="16" font-weight="bold">${text(0, 0, chart.title)}</g>`,
      `<g transform="translate(0 14)">${marks.join('\n')}</g>`,
      '</g>',
    );
    y += height + 50;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 40} ${y + 10}" width="${width + 40}"
  font-family="system-ui, sans-serif" font-size="13" fill="#222">
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}
