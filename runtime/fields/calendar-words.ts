// What a calendar says in either language: labels of its buttons, and how it writes days, months and years.
import type { Locale } from '../label.ts'

const ENGLISH = {
  locale: 'en',
  open: 'Open calendar',
  time: 'Time',
  dayFormat: 'D MMMM YYYY',
  monthLabelFormat: 'MMMM YYYY',
  yearLabelFormat: 'YYYY',
  ariaLabels: {
    monthLevelControl: 'Choose a month',
    yearLevelControl: 'Choose a year',
    nextMonth: 'Next month',
    previousMonth: 'Previous month',
    nextYear: 'Next year',
    previousYear: 'Previous year',
    nextDecade: 'Next ten years',
    previousDecade: 'Previous ten years',
  },
}

const CHINESE: typeof ENGLISH = {
  locale: 'zh-cn',
  open: '打开日历',
  time: '时间',
  dayFormat: 'YYYY年M月D日',
  monthLabelFormat: 'YYYY年M月',
  yearLabelFormat: 'YYYY年',
  ariaLabels: {
    monthLevelControl: '选择月份',
    yearLevelControl: '选择年份',
    nextMonth: '下个月',
    previousMonth: '上个月',
    nextYear: '下一年',
    previousYear: '上一年',
    nextDecade: '后十年',
    previousDecade: '前十年',
  },
}

export function calendarWords(locale: Locale): typeof ENGLISH {
  return locale === 'zh-CN' ? CHINESE : ENGLISH
}
