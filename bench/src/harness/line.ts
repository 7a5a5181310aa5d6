/** The straight line through points that is nearest to them, by least squares. */
export function fitLine(points: readonly { x: number; y: number }[]): {
  readonly base: number;
  readonly slope: number;
} {
  const mean = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const common = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const slope = spread === 0 ? 0 : common / spread;
  return { base: y - slope * x, slope };
}
