import type { TextFieldSingleValidation } from 'payload';

/** Lets through pages of this site, https, http and mailto; never `javascript:` or its like. */
export const isSafeHref: TextFieldSingleValidation = (value, { req }) => {
  if (typeof value === 'string' && /^(\/(?!\/)|#|https?:\/\/|mailto:)\S*$/i.test(value))
    return true;
  return req.i18n.language === 'ko'
    ? '/ 로 시작하는 이 사이트의 페이지이거나 https:// 로 시작하는 주소여야 합니다.'
    : 'A page of this site that begins with /, or an address that begins with https://';
};
