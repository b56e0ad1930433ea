// The icons a definition may name. Naming them here keeps the other thousand out of the pages; an unknown name is drawn as a table.
import {
  Banknote, BarChart3, BookUser, Box, Briefcase, Building2, Calendar, ChartColumn, CircleDollarSign, ClipboardList, Contact, FileText, Flag, Folder, GraduationCap,
  Handshake, Headphones, Heart, House, Inbox, Layers, LifeBuoy, type LucideIcon, Mail, MapPin, Megaphone, MessageSquare, Package, Phone, Receipt, Rocket, Settings,
  ShoppingCart, Star, Store, Table, Tag, Target, Ticket, Truck, User, UserPlus, Users, Wrench, Zap,
} from 'lucide-react'

const ICONS: Readonly<Record<string, LucideIcon>> = {
  banknote: Banknote,
  'bar-chart-3': BarChart3,
  'book-user': BookUser,
  box: Box,
  briefcase: Briefcase,
  'building-2': Building2,
  building: Building2,
  calendar: Calendar,
  'circle-dollar-sign': CircleDollarSign,
  'clipboard-list': ClipboardList,
  contact: Contact,
  'file-text': FileText,
  flag: Flag,
  folder: Folder,
  'graduation-cap': GraduationCap,
  handshake: Handshake,
  headphones: Headphones,
  heart: Heart,
  house: House,
  inbox: Inbox,
  layers: Layers,
  'life-buoy': LifeBuoy,
  mail: Mail,
  'map-pin': MapPin,
  megaphone: Megaphone,
  'message-square': MessageSquare,
  package: Package,
  phone: Phone,
  receipt: Receipt,
  report: ChartColumn,
  rocket: Rocket,
  settings: Settings,
  'shopping-cart': ShoppingCart,
  star: Star,
  store: Store,
  tag: Tag,
  target: Target,
  ticket: Ticket,
  truck: Truck,
  user: User,
  'user-plus': UserPlus,
  users: Users,
  wrench: Wrench,
  zap: Zap,
}

export function Icon({ name, size = 16 }: { readonly name: string; readonly size?: number }) {
  const Drawing = ICONS[name] ?? Table
  return <Drawing size={size} strokeWidth={1.75} aria-hidden />
}
