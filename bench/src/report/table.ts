import { isReached, type Outcome } from '../harness/subject';

const number = (value: number, digits = 0): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : '–';

/** The outcome as a table for a terminal, with what it says of the goals below. */
export function tableOf({ columns, goals, notes = [], rows }: Outcome): string {
  const lines = [
    ['', 'contender', ...columns.map(({ title }) => title), 'lost', 'twice'],
    ...rows.map((row, index) => [
      rows[index - 1]?.case === row.case ? '' : row.case,
      row.contender,
      ...columns.map(({ digits, key }) => number(row.values[key] ?? NaN, digits)),
      number(row.lost),
      number(row.twice),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const text = lines.map((line) =>
    line
      // Words to the left, figures to the right.
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const said = goals.map((goal) => {
    const { bound, limit, value, what } = goal;
    const mark = isReached(goal) ? 'reached' : 'NOT reached';
    return `  ${mark}: ${what}: ${number(value, 3)} (goal: ${bound} ${limit})`;
  });
  return [...text, ...said, ...notes.map((note) => `  ${note}`), ''].join('\n');
}
