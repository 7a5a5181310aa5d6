import { MinimalTemplate } from '@payloadcms/next/templates';
import { getNextRequestI18n } from '@payloadcms/next/utilities';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation.js';
import { getPayload } from 'payload';

import { Logo } from '../../../../admin/branding/logo';
import { FirstAdminForm } from '../../../../admin/first-admin/form';
import { firstAdminWords } from '../../../../admin/first-admin/words';
import { adminPanel } from '../../../../admin/panel';
import config from '../../../../payload.config';
import { importMap } from '../importMap.js';

/** Never at build time, when there is no database to ask. */
export const dynamic = 'force-dynamic';

async function words() {
  const { language } = await getNextRequestI18n({ config: await config });
  return firstAdminWords[language === 'ko' ? 'ko' : 'en'];
}

export async function generateMetadata(): Promise<Metadata> {
  const { icons, titleSuffix } = adminPanel.meta;
  const { heading } = await words();
  return { icons, robots: 'noindex, nofollow', title: heading + titleSuffix };
}

/** Where Payload sends everybody while a site has no account; it stands before Payload's own page. */
export default async function FirstAdminPage() {
  const payload = await getPayload({ config, importMap });
  const { totalDocs } = await payload.count({ collection: 'users', overrideAccess: true });
  if (totalDocs > 0) redirect(payload.config.routes.admin);

  const { heading, text } = await words();
  return (
    <MinimalTemplate className="coco-first-admin">
      <Logo />
      <h1>{heading}</h1>
      <p>{text}</p>
      <FirstAdminForm />
    </MinimalTemplate>
  );
}
