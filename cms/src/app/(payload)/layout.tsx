import '@payloadcms/next/css';

import { handleServerFunctions, RootLayout } from '@payloadcms/next/layouts';
import type { ServerFunctionClient } from 'payload';
import type { ReactNode } from 'react';

import config from '../../payload.config';
import { importMap } from './admin/importMap.js';

const callServer: ServerFunctionClient = async (args) => {
  'use server';
  return handleServerFunctions({ ...args, config, importMap });
};

/** The admin's outermost layout; there is no other, because the site is not served by Next. */
export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <RootLayout config={config} importMap={importMap} serverFunction={callServer}>
      {children}
    </RootLayout>
  );
}
