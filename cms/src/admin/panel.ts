import type { Config } from 'payload';

import { mark } from './branding/mark';

const description = 'The site, its people and its chat, from one panel.';

/** What is ours in the admin panel. Components are named by path, so that plain Node can load this. */
export const adminPanel = {
  components: {
    graphics: {
      Icon: '/admin/branding/icon#Icon',
      Logo: '/admin/branding/logo#Logo',
    },
    beforeDashboard: ['/admin/dashboard/greeting#Greeting'],
  },
  meta: {
    titleSuffix: ' · CoCo Chat',
    applicationName: 'CoCo Chat',
    description,
    icons: [{ rel: 'icon', type: 'image/svg+xml', url: mark }],
    defaultOGImageType: 'off',
    openGraph: { siteName: 'CoCo Chat', description },
  },
  importMap: { autoGenerate: false },
} satisfies NonNullable<Config['admin']>;
