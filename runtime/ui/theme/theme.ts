// The look of the product in one place: greys that carry the interface, one accent that means "act here", sizes of text and corners.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = ['#eef6f5', '#d9ebe9', '#b3d7d3', '#89c1bb', '#63aca5', '#459a92', '#328880', '#26766f', '#1a645e', '#0d504b']
const gray: MantineColorsTuple = ['#f7f8f9', '#f0f2f4', '#e6e9ec', '#d9dee2', '#c3cad0', '#9aa3ab', '#7b858d', '#5a636b', '#3b4249', '#20252a']
const dark: MantineColorsTuple = ['#e4e7ea', '#c5cbd0', '#a7afb6', '#88919a', '#5a636b', '#394047', '#2a3036', '#1c2024', '#15181b', '#0e1012']

const FONT = 'Inter Variable, Inter, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 6 },
  colors: { pine, gray, dark },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '600', sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } } },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  shadows: {
    xs: 'var(--float)',
    sm: 'var(--float)',
    md: 'var(--float)',
    lg: 'var(--float)',
    xl: 'var(--float)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' }, styles: { root: { fontSize: 13, fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { transitionProps: { duration: 150 }, overlayProps: { backgroundOpacity: 0.4 } } },
    Tooltip: { defaultProps: { openDelay: 400, fz: 12, color: 'dark.6', c: 'gray.0', transitionProps: { duration: 120 } } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md', transitionProps: { duration: 120 } } } },
  },
})

/** Colours Mantine takes too light for small text, and the product's own names. Text has at least 4.5 : 1, edges of controls 3 : 1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#20252a',
    '--mantine-color-dimmed': '#5a636b',
    '--mantine-color-placeholder': '#6a737b',
    '--mantine-color-anchor': '#1a645e',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#d9dee2',
    '--edge': '#8a939b',
    '--line': '#e6e9ec',
    '--rail': '#f7f8f9',
    '--hover': '#f3f5f6',
    '--chosen': '#e7f1f0',
    '--column': '#f3f5f6',
    '--card': '#ffffff',
    '--accent': '#1a645e',
    '--amber': '#8a5300',
    '--amber-fill': '#d98a00',
    '--red': '#b42318',
    '--green': '#1f7a3a',
    '--lost': '#8d6f6f',
    '--stage-first': '#a9d3ce',
    '--stage-last': '#0d504b',
    '--float': '0 4px 16px rgb(20 25 30 / 14%), 0 0 0 1px rgb(20 25 30 / 6%)',
  },
  dark: {
    '--mantine-color-body': '#1c2024',
    '--mantine-color-text': '#e4e7ea',
    '--mantine-color-dimmed': '#a7afb6',
    '--mantine-color-placeholder': '#98a1a9',
    '--mantine-color-anchor': '#7fc0ba',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-default-border': '#394047',
    '--edge': '#747e87',
    '--line': '#2a3036',
    '--rail': '#15181b',
    '--hover': '#262b30',
    '--chosen': '#213634',
    '--column': '#15181b',
    '--card': '#22272c',
    '--accent': '#7fc0ba',
    '--amber': '#f0b454',
    '--amber-fill': '#e0a030',
    '--red': '#ff9d94',
    '--green': '#6cc48a',
    '--lost': '#a58a8a',
    '--stage-first': '#2f5955',
    '--stage-last': '#9fd6d0',
    '--float': '0 4px 20px rgb(0 0 0 / 50%), 0 0 0 1px rgb(255 255 255 / 8%)',
  },
})
