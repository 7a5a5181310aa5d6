/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the API answers, fixed when the site is built; without a slash at the end. */
  readonly VITE_API_BASE_URL?: string;
}

interface Window {
  /** Where the API answers, told by config.js when the site loads; goes before VITE_API_BASE_URL. */
  API_BASE_URL?: string;
}
