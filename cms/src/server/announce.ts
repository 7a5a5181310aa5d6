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
  console.log('\nCoCo Chat is running.');
  for (const [name, place] of places) console.log(`  ${name.padEnd(9)} ${place}`);
  if (adminMissing)
    console.log(`\nNobody runs it yet: open ${address}/admin to become its first admin.`);
  console.log('\nCtrl-C stops it.');
}
