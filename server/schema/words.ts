// The sentences of a publish plan, in both languages. One place, so that the plan reads as one voice.
import type { Text } from '../../runtime/label.ts'

function records(count: number): Text {
  return { en: `${count.toLocaleString('en')} record${count === 1 ? '' : 's'}`, 'zh-CN': `${count.toLocaleString('en')} 条记录` }
}

function suchAs(examples: readonly unknown[]): Text {
  if (examples.length === 0) return { en: '', 'zh-CN': '' }
  const list = examples.map((each) => (typeof each === 'string' ? `“${each}”` : JSON.stringify(each))).join(', ')
  return { en: `, such as ${list}`, 'zh-CN': `，例如 ${list}` }
}

/** `, among them 3 files`; nothing where there are none. */
function withFiles(count: number): Text {
  return count === 0
    ? { en: '', 'zh-CN': '' }
    : { en: `, with ${count.toLocaleString('en')} file${count === 1 ? '' : 's'}`, 'zh-CN': `（含 ${count.toLocaleString('en')} 个文件）` }
}

export const words = {
  empty: { en: 'Leave empty', 'zh-CN': '留空' },
  accept: { en: 'Accept: the old values stay in the trash', 'zh-CN': '接受：原值保留在回收站' },
  restore: { en: 'Bring the old values back from the trash', 'zh-CN': '从回收站恢复原值' },
  startEmpty: { en: 'Start empty', 'zh-CN': '从空开始' },
  fromTrash: (name: Text): Text => ({
    en: `The trash holds earlier values of ${name.en}: bring them back?`,
    'zh-CN': `回收站中有“${name['zh-CN']}”以前的值：是否恢复？`,
  }),
  createModule: (module: Text, fields: number): Text => ({
    en: `Creates the module ${module.en} with ${fields} fields.`,
    'zh-CN': `新建模块“${module['zh-CN']}”，共 ${fields} 个字段。`,
  }),
  removeModule: (module: Text, rows: number, files: number): Text => ({
    en: `Removes the module ${module.en}; ${records(rows).en}${withFiles(files).en} move to the trash.`,
    'zh-CN': `删除模块“${module['zh-CN']}”，${records(rows)['zh-CN']}${withFiles(files)['zh-CN']}移入回收站。`,
  }),
  addField: (module: Text, field: Text): Text => ({
    en: `Adds the field ${field.en} to ${module.en}.`,
    'zh-CN': `在“${module['zh-CN']}”中新增字段“${field['zh-CN']}”。`,
  }),
  removeField: (module: Text, field: Text, rows: number, files: number): Text => ({
    en: `Removes the field ${field.en} from ${module.en}; its values in ${records(rows).en}${withFiles(files).en} move to the trash.`,
    'zh-CN': `从“${module['zh-CN']}”中删除字段“${field['zh-CN']}”，${records(rows)['zh-CN']}中的值${withFiles(files)['zh-CN']}移入回收站。`,
  }),
  convertField: (module: Text, field: Text, from: Text, to: Text, rows: number, lost: number, examples: readonly unknown[]): Text => ({
    en: `Changes ${field.en} in ${module.en} from ${from.en} to ${to.en}: ${records(rows - lost).en} converted${lost > 0 ? `, ${lost} values cannot be converted${suchAs(examples).en}` : ''}.`,
    'zh-CN': `将“${module['zh-CN']}”的字段“${field['zh-CN']}”由${from['zh-CN']}改为${to['zh-CN']}：转换 ${records(rows - lost)['zh-CN']}${lost > 0 ? `，${lost} 个值无法转换${suchAs(examples)['zh-CN']}` : ''}。`,
  }),
  retypeField: (module: Text, field: Text, from: Text, to: Text, rows: number, bad: number, examples: readonly unknown[]): Text => ({
    en: `Reads ${field.en} in ${module.en} as ${to.en} instead of ${from.en}: ${records(rows).en} keep their values${bad > 0 ? `; ${bad} are not valid any more and must be corrected when next edited${suchAs(examples).en}` : ''}.`,
    'zh-CN': `“${module['zh-CN']}”的字段“${field['zh-CN']}”由${from['zh-CN']}改为${to['zh-CN']}：${records(rows)['zh-CN']}的值保持不变${bad > 0 ? `，其中 ${bad} 个不再有效，下次编辑时需修正${suchAs(examples)['zh-CN']}` : ''}。`,
  }),
  removeChoice: (field: Text, choice: Text, rows: number): Text => ({
    en: `Removes the option ${choice.en} of ${field.en}${rows > 0 ? `, which ${records(rows).en} use` : '; no record uses it'}.`,
    'zh-CN': `删除“${field['zh-CN']}”的选项“${choice['zh-CN']}”${rows > 0 ? `，${records(rows)['zh-CN']}正在使用` : '，没有记录使用'}。`,
  }),
  mapChoice: (field: Text, choice: Text, rows: number): Text => ({
    en: `Option ${choice.en} of ${field.en} is used by ${records(rows).en}: map to …`,
    'zh-CN': `“${field['zh-CN']}”的选项“${choice['zh-CN']}”被 ${records(rows)['zh-CN']}使用：改为……`,
  }),
  requireField: (module: Text, field: Text, rows: number): Text => ({
    en: `${field.en} in ${module.en} becomes required; ${records(rows).en} have no value and will ask for one when next edited.`,
    'zh-CN': `“${module['zh-CN']}”的字段“${field['zh-CN']}”变为必填，${records(rows)['zh-CN']}没有值，下次编辑时需填写。`,
  }),
  fill: (field: Text, rows: number): Text => ({
    en: `${records(rows).en} have no ${field.en}: fill with …`,
    'zh-CN': `${records(rows)['zh-CN']}没有“${field['zh-CN']}”：填入……`,
  }),
  numberRecords: (module: Text, field: Text, rows: number): Text => ({
    en: `Numbers ${records(rows).en} of ${module.en} in ${field.en}, oldest first.`,
    'zh-CN': `按创建先后为“${module['zh-CN']}”的 ${records(rows)['zh-CN']}编写“${field['zh-CN']}”。`,
  }),
  computeField: (module: Text, field: Text, rows: number): Text => ({
    en: `Computes ${field.en} for ${records(rows).en} of ${module.en}.`,
    'zh-CN': `为“${module['zh-CN']}”的 ${records(rows)['zh-CN']}计算“${field['zh-CN']}”。`,
  }),
  addPipeline: (module: Text, pipeline: Text, rows: number): Text => ({
    en: `Adds the pipeline ${pipeline.en} to ${module.en}; ${records(rows).en} begin in its first stage.`,
    'zh-CN': `为“${module['zh-CN']}”添加流程“${pipeline['zh-CN']}”，${records(rows)['zh-CN']}进入第一个阶段。`,
  }),
  start: (module: Text, rows: number): Text => ({
    en: `${records(rows).en} of ${module.en} begin in …`,
    'zh-CN': `“${module['zh-CN']}”的 ${records(rows)['zh-CN']}从哪个阶段开始……`,
  }),
  removePipeline: (module: Text, pipeline: Text, rows: number): Text => ({
    en: `Removes the pipeline ${pipeline.en} from ${module.en}; the stages of ${records(rows).en} move to the trash, their visits stay in the log.`,
    'zh-CN': `从“${module['zh-CN']}”移除流程“${pipeline['zh-CN']}”，${records(rows)['zh-CN']}的阶段移入回收站，停留日志保留。`,
  }),
  removeStage: (module: Text, stage: Text, rows: number): Text => ({
    en: `Removes the stage ${stage.en}, which holds ${records(rows).en} of ${module.en}.`,
    'zh-CN': `删除阶段“${stage['zh-CN']}”，其中有“${module['zh-CN']}”的 ${records(rows)['zh-CN']}。`,
  }),
  mapStage: (stage: Text, rows: number, visits: number): Text => ({
    en: `Stage ${stage.en} holds ${records(rows).en} and ${visits} past visits: move to …`,
    'zh-CN': `阶段“${stage['zh-CN']}”中有 ${records(rows)['zh-CN']}和 ${visits} 次历史停留：移至……`,
  }),
  retimeStage: (stage: Text, rows: number): Text => ({
    en: `Changes how long a record should stay in ${stage.en}; ${records(rows).en} there take the new limit from the day they entered.`,
    'zh-CN': `修改阶段“${stage['zh-CN']}”的停留时限，其中 ${records(rows)['zh-CN']}按进入时间重新计算期限。`,
  }),
  acceptLoss: (field: Text, lost: number): Text => ({
    en: `${lost} values of ${field.en} cannot be converted and would be empty.`,
    'zh-CN': `“${field['zh-CN']}”有 ${lost} 个值无法转换，将变为空。`,
  }),
}
