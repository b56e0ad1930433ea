// The frame of everything: theme, server state, messages, addresses. Which screen an address means stands in Screens.
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { queryClient } from '../data/queries.tsx'
import { THEME_KEY } from '../theme/color-scheme.ts'
import { theme, variables } from '../theme/theme.ts'
import { Boundary } from './Boundary.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { aroundNavigation } from './leave-guard.ts'
import { applySavedDensity } from './my-settings.tsx'
import { Screens } from './Screens.tsx'

applySavedDensity()
const manager = localStorageColorSchemeManager({ key: THEME_KEY })

export function Root() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} colorSchemeManager={manager} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} containerWidth={420} zIndex={400} />
        <Router aroundNav={aroundNavigation}>
          <Boundary>
            <Screens />
          </Boundary>
          <LeaveDialog />
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  )
}
