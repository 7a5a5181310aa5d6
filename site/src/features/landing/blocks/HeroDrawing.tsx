import styles from './HeroDrawing.module.css';

/** A page and the conversation that grows out of it; says nothing the words beside it do not say. */
export function HeroDrawing() {
  return (
    <svg viewBox="0 0 560 520" className={styles.drawing} aria-hidden="true">
      <circle cx="318" cy="250" r="232" className={styles.sun} />

      <g transform="rotate(-4 200 250)">
        <rect x="36" y="66" width="318" height="384" rx="26" className={styles.sheet} />
        <circle cx="64" cy="94" r="6" className={styles.accent} />
        <circle cx="84" cy="94" r="6" className={styles.line} />
        <circle cx="104" cy="94" r="6" className={styles.line} />
        <rect x="62" y="126" width="196" height="20" rx="10" className={styles.ink} />
        <rect x="62" y="158" width="138" height="20" rx="10" className={styles.ink} />
        <rect x="62" y="196" width="232" height="9" rx="4.5" className={styles.line} />
        <rect x="62" y="215" width="206" height="9" rx="4.5" className={styles.line} />
        <rect x="62" y="246" width="84" height="30" rx="15" className={styles.accent} />
        <rect x="62" y="306" width="80" height="108" rx="14" className={styles.tile} />
        <rect x="155" y="306" width="80" height="108" rx="14" className={styles.tile} />
        <rect x="248" y="306" width="80" height="108" rx="14" className={styles.tile} />
        <rect x="74" y="386" width="12" height="16" rx="3" className={styles.line} />
        <rect x="92" y="366" width="12" height="36" rx="3" className={styles.line} />
        <rect x="110" y="344" width="12" height="58" rx="3" className={styles.accent} />
        <circle cx="195" cy="348" r="18" className={styles.line} />
        <rect x="170" y="380" width="50" height="8" rx="4" className={styles.line} />
        <path d="M262 392l20-26 16 14 18-30" className={styles.stroke} />
      </g>

      <g className={styles.first}>
        <path
          d="M276 118h196a30 30 0 0 1 30 30v34a30 30 0 0 1-30 30H300l-34 22 4-34a30 30 0 0 1-24-30v-22a30 30 0 0 1 30-30Z"
          className={styles.bubble}
        />
        <rect x="276" y="146" width="158" height="11" rx="5.5" className={styles.ink} />
        <rect x="276" y="170" width="104" height="11" rx="5.5" className={styles.line} />
      </g>

      <g className={styles.second}>
        <path
          d="M350 252h158a30 30 0 0 1 30 30v30a30 30 0 0 1-22 29l6 33-38-32H350a30 30 0 0 1-30-30v-30a30 30 0 0 1 30-30Z"
          className={styles.accent}
        />
        <rect x="350" y="278" width="152" height="11" rx="5.5" className={styles.onAccent} />
        <rect x="350" y="302" width="92" height="11" rx="5.5" className={styles.onAccent} />
      </g>

      <g className={styles.third}>
        <path
          d="M256 398h118a30 30 0 0 1 0 60h-92l-34 20 6-30a30 30 0 0 1 2-50Z"
          className={styles.leaf}
        />
        <circle cx="286" cy="428" r="7" className={styles.dot} />
        <circle cx="314" cy="428" r="7" className={styles.dot} />
        <circle cx="342" cy="428" r="7" className={styles.dot} />
      </g>
    </svg>
  );
}
