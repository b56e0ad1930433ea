// Other names columns of customer data go by, in Chinese and English: what spreadsheets and other products call what our fields are called.

const GROUPS: readonly string[] = [
  'name 名称 名字 title 标题 subject 主题',
  'full_name 姓名 contact_name 联系人 联系人姓名 contact 客户姓名 fullname 名字',
  'company 公司 公司名称 account 客户 客户名称 account_name company_name 企业 企业名称 单位 单位名称 organization organisation customer customer_name',
  'lead 线索 线索名称 lead_name',
  'deal 商机 商机名称 opportunity opportunity_name deal_name 项目 项目名称 项目名',
  'email 邮箱 电子邮箱 电子邮件 邮件 e_mail mail email_address 邮箱地址 邮件地址',
  'phone 电话 电话号码 联系电话 固话 座机 tel telephone phone_number',
  'mobile 手机 手机号 手机号码 移动电话 cell cellphone mobile_phone mobile_number',
  'amount 金额 价格 总价 合同金额 商机金额 预计金额 成交金额 deal_amount value total price revenue deal_value',
  'quantity 数量 count qty number_of',
  'date 日期',
  'closes 预计成交 预计成交日期 成交日期 预计签单日期 close_date closing_date expected_close expected_close_date 预计结单日期',
  'next_step 下一步 下步计划 下一步行动 next_action',
  'next_at 下次跟进 下次跟进时间 下次联系时间 下次联系日期 next_contact next_followup follow_up_date',
  'source 来源 渠道 线索来源 客户来源 获客渠道 lead_source channel',
  'industry 行业 所属行业 sector vertical',
  'size 规模 公司规模 人员规模 企业规模 employees company_size headcount 员工数',
  'position 职位 职务 岗位 job_title role',
  'department 部门',
  'address 地址 详细地址 street 街道 公司地址',
  'city 城市 所在城市 市',
  'province 省份 省 state region 地区 区域',
  'country 国家',
  'website 网址 网站 官网 url web homepage site',
  'wechat 微信 微信号',
  'note 备注 说明 描述 remark remarks memo comment comments notes description 附言 备注信息',
  'tags 标签 labels label tag',
  'status 状态 state',
  '_stage 阶段 stage 商机阶段 销售阶段 deal_stage pipeline_stage sales_stage',
  '_owner 负责人 owner 所有人 跟进人 销售 销售人员 业务员 归属人 assignee sales_rep deal_owner account_owner responsible 客户经理',
  'code 编码 编号 代码 id number no 序号 sku',
  'loss_reason 丢单原因 输单原因 失败原因 lost_reason',
  'probability 概率 赢单概率 可能性 likelihood',
  'gender 性别 sex',
  'birthday 生日 出生日期 birth_date date_of_birth',
  'created 创建时间 创建日期 created_at create_date created_date 录入时间',
]

const groups = new Map<string, number[]>()
for (const [index, words] of GROUPS.entries()) {
  for (const word of words.split(' ').map(plainName)) groups.set(word, [...(groups.get(word) ?? []), index])
}

/** A name without what is written differently from file to file: case, width, spaces, punctuation, units and remarks in brackets. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{【（].*?[)\]}】）]/g, '')
    .replace(/[\s\p{P}\p{S}_]+/gu, '')
}

/** Whether both names, plain, are known names of the same thing. */
export function sameMeaning(left: string, right: string): boolean {
  const own = groups.get(left)
  return own !== undefined && (groups.get(right)?.some((index) => own.includes(index)) ?? false)
}
