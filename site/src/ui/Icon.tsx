const shapes = {
  alert:
    'M12 8v5m0 3.2v.1M10.3 4 2.6 17.4A2 2 0 0 0 4.3 20.4h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  back: 'M19 12H5m6-6-6 6 6 6',
  ban: 'M5.7 5.7 18.3 18.3M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6l1-7Z',
  chart: 'M4 20V10m5.3 10V4m5.4 16v-7M20 20V7',
  chat: 'M4 12a8 7.5 0 1 1 4 6.5L4 20l1-3.5A7 7 0 0 1 4 12Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 7.5V12l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  close: 'm6 6 12 12M18 6 6 18',
  copy: 'M9 9h10v11H9zM15 9V4.5H5V16h4',
  crown: 'M4 18h16M4 15 3 7l5 3.5L12 4l4 6.5L21 7l-1 8H4Z',
  down: 'M12 5v14m-6-6 6 6 6-6',
  exit: 'M14 4.5H5v15h9M10 12h11m-4-4 4 4-4 4',
  flag: 'M5 21V4m0 .5c5-2 8 2 14 0v9c-6 2-9-2-14 0',
  gear: 'M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM12 2.8v2.4m0 13.6v2.4M21.2 12h-2.4M5.2 12H2.8m15.7-6.5-1.7 1.7M7.2 16.8l-1.7 1.7m13 0-1.7-1.7M7.2 7.2 5.5 5.5',
  globe: 'M3 12h18M12 3c3 3 3 15 0 18-3-3-3-15 0-18Zm9 9a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  link: 'M10 13.5a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 4.8l-1.2 1.2M14 10.5a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2',
  lock: 'M8 11V8a4 4 0 1 1 8 0v3m-9.5 0h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
  mask: 'M4 6c5 2 11 2 16 0 1 8-2 12-5.5 12-1.5 0-1.5-1-2.5-1s-1 1-2.5 1C6 18 3 14 4 6Zm3.5 4.5c1-.6 2.3-.5 3 .3m3 0c.7-.8 2-.9 3-.3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  mute: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM16 9.5l5 5m0-5-5 5',
  pencil: 'm4 20 1-4.5L15.5 5a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19 4 20Zm9.5-13 3.5 3.5',
  plus: 'M12 5v14M5 12h14',
  search: 'm20 20-4.3-4.3m1.8-4.7a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z',
  send: 'M12 19V5m-6 6 6-6 6 6',
  share: 'M12 15V4m-4 3.5L12 4l4 3.5M6 11H5v9h14v-9h-1',
  shield: 'm8.5 12 2.5 2.5 4.5-5M12 3l7.5 2.5V12c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V5.5L12 3Z',
  shuffle:
    'M3 7h3c5 0 6 10 11 10h4m0 0-3-3m3 3-3 3M3 17h3c1.7 0 3-1.2 4-2.8M21 7h-4c-1.7 0-3 1.2-4 2.8M21 7l-3-3m3 3-3 3',
  sun: 'M12 2.5v2m0 15v2m9.5-9.5h-2m-15 0h-2m16.2-6.7-1.4 1.4M6.7 17.3l-1.4 1.4m0-13.4 1.4 1.4m10.6 10.6 1.4 1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  users:
    'M15.5 20v-1.5a4 4 0 0 0-4-4h-4a4 4 0 0 0-4 4V20m15.5 0v-1.5a4 4 0 0 0-2.5-3.7M14 4.3a3.5 3.5 0 0 1 0 6.5M13 7.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Z',
} as const;

export type IconName = keyof typeof shapes;

/** A drawing that says nothing a text beside it does not say: hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
