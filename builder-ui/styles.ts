// The style sheets of the components that only the builder uses, after those of the running CRM.
import '../runtime/ui/theme/styles.tsx'
import '@mantine/core/styles/Drawer.layer.css'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import '@mantine/core/styles/Slider.layer.css'
