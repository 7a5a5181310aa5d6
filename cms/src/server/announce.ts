import process from 'node:process';

import type { Environment } from '@coco-chat/chat-server';

interface Announcement {
  environment: Environment;
  port: number;
  /** Nobody can run the site yet. */
  adminMissing: boolean;
}

/** Tells the operator where everything is, and what to do first. */
export function announce({ environment, port, adminMissing }: Announcement): void {
  // Port 0 took any that was free: the address is known only now.
  const address = environment.port === 0 ? `http://localhost:${port}` : environment.publicUrl;
  const places: [string, string][] = [
    ...(environment.embedded ? [['Site', address] satisfies [string, string]] : []),
    ['Admin', `${address}/admin`],
    ['CMS API', `${address}/api/graphql`],
    ...(environment.embedded
      ? [['Chat API', `${address}/chat/graphql`] satisfies [string, string]]
      : []),
  ];
  const lines = [
    '',
    'CoCo Chat is running.',
    ...places.map(([name, place]) => `  ${name.padEnd(9)} ${place}`),
    '',
    ...(adminMissing
      ? [`Nobody runs it yet: open ${address}/admin to become its first admin.`, '']
      : []),
    'Ctrl-C stops it.',
    '',
  ];
  process.stdout.write(lines.join('\n'));
}
