import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { createTheme, mergeThemeOverrides } from '@mantine/core';
import { t } from '../lib/words.ts';

const cobalt: MantineColorsTuple = [
  '#eaf0fe',
  '#d3dffb',
  '#a9c0f7',
  '#86a8ff',
  '#5f86f0',
  '#4570e4',
  '#2f5bd8',
  '#264cba',
  '#1f3f9b',
  '#17307a',
];

const look = createTheme({
  primaryColor: 'cobalt',
  // One shade in both schemes: white text on it keeps 5.8:1.
  primaryShade: 6,
  colors: { cobalt },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.45' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'md',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
      },
    },
    Drawer: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.25 },
        transitionProps: { duration: 140 },
      },
    },
    // What a menu holds are its items: Mantine's invisible first stop would be one that isn't.
    Menu: { defaultProps: { radius: 'md', transitionProps: { duration: 100 }, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { radius: 'md', transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 350, fz: 12, transitionProps: { duration: 80 } } },
  },
});

/**
 * Mantine, tuned to the tokens of `tokens.css`: six type sizes, seven gaps, hairlines instead of shadows. Made in the page's language: the
 * cross of notices, dialogs and fields has a name for those who hear the page.
 */
export function createAppTheme() {
  const close = { 'aria-label': t('Close') };
  return mergeThemeOverrides(look, {
    components: {
      CloseButton: { defaultProps: close },
      Modal: { defaultProps: { closeButtonProps: close } },
      Drawer: { defaultProps: { closeButtonProps: close } },
    },
  });
}

const surfaces = {
  '--mantine-color-body': 'var(--fg-canvas)',
  '--mantine-color-text': 'var(--fg-text)',
  '--mantine-color-dimmed': 'var(--fg-text-2)',
  '--mantine-color-placeholder': 'var(--fg-text-3)',
  '--mantine-color-default': 'var(--fg-surface)',
  '--mantine-color-default-hover': 'var(--fg-hover)',
  '--mantine-color-default-border': 'var(--fg-line-strong)',
  '--mantine-color-anchor': 'var(--fg-accent)',
  '--mantine-color-error': 'var(--fg-bad)',
};

/** Lets Mantine's own surfaces follow the tokens in both colour schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
