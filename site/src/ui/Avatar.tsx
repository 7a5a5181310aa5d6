import styles from './Avatar.module.css';

interface AvatarProps {
  name: string;
  /** What the colour is made from: the same for the same person, wherever they appear. */
  seed: string;
  /** In CSS pixels. */
  size?: number;
  of?: 'person' | 'room';
}

/** The first letter of a name on a colour of its own; the name itself stands beside it. */
export function Avatar({ name, seed, size = 36, of: kind = 'person' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={styles[kind]}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.42,
        backgroundColor: `oklch(0.52 0.12 ${hueOf(seed)})`,
      }}
    >
      {firstGrapheme(name)}
    </span>
  );
}

const graphemes = new Intl.Segmenter();

function firstGrapheme(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '?';
}

/** Degrees, from an FNV-1a hash. */
function hueOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (const char of seed) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % 360;
}
