"""Notices written for these tests, in layouts unlike the corpus: nothing in the code knows them."""

# ruff: noqa: E501 - the samples keep their own lines
from __future__ import annotations

ZH_HARD_WRAPPED = """\
首页 > 政务公开 > 通知公告 > 正文
国家知识产权局办公室关于组织开展2023年专利
转化运用试点申报工作的通知
发布时间：2023-03-08  来源：国家知识产权局  浏览次数：2371  字号：[大 中 小]
国知办发运字〔2023〕8号
各省、自治区、直辖市和新疆生产建设兵团知识产权局，四川省知识产权服务促进中心，各有关单位：
　　为深入贯彻落实《知识产权强国建设纲要（2021—2035年）》（中发〔2021〕
25号），加快推进专利转化运用，现就试点申报工作有关事项通知如下：
　　一、申报条件
　　（一）申报主体。申报单位应当是在本省（区、市）注册、具有独立法人资格
的企业、高校或者科研院所，近三年无严重失信记录。
　　（二）工作基础。申报单位应具备下列条件：
　　1.有效发明专利不少于50件；
　　2.设有专职知识产权管理人员；
　　3.近两年专利转化合同金额累计不低于200万元。
　　二、申报程序
　　申报单位应于2023年4月30日前，将申报书（见附件1）及证明材料（见附件3）
报送省级知识产权管理部门。逾期不予受理。
　　省级知识产权管理部门应当在5月20日前完成初审，并择优推荐不超过3家。
　　三、工作要求
　　各地要高度重视，精心组织，确保申报材料真实、准确。对弄虚作假的，取消申
报资格，三年内不得再次申报。
　　特此通知。
　　附件：1.专利转化运用试点申报书
　　　　　2.专利转化运用试点推荐汇总表
　　　　　　　　　　　　　　　　　　　　　　国家知识产权局办公室
　　　　　　　　　　　　　　　　　　　　　　　　2023年3月6日
　　（联系人：运用促进司 张某　电话：010-62083000　邮箱：shidian@cnipa.gov.cn）
　　（此件公开发布）
上一篇：关于另一事项的公告
下一篇：没有了
【打印】【关闭】
主办单位：国家知识产权局　网站标识码：bm31000001　京ICP备05069085号　京公网安备 110401400006号
地址：北京市海淀区蓟门桥西土城路6号　邮编：100088　电话：010-62083114
"""

EN_HARD_WRAPPED = """\
Skip to content
Home | About | News | Contact

                 MINISTRY OF COMMERCE
        Announcement No. 41 of 2024

     Provisional Measures for the Protection of Overseas
        Intellectual Property Rights of Exporters

Posted on 5 September 2024 | Views: 1,204 | Share on: Facebook LinkedIn

Chapter I General Provisions

Article 1  These Measures are formulated in accordance with the
Foreign Trade Law of the People's Republic of China in order to
protect the overseas intellectual property rights of exporters and
to keep the order of foreign trade.

Article 2  The term "exporter" in these Measures means an enterprise
that is registered for foreign trade. It does not include an
individual who sells goods on his or her own account, unless such
individual has been filed in accordance with Article 7.

Chapter II Early Warning

Article 3  The competent commerce department at the provincial level
shall publish a risk list before the end of March every year. The
list shall include:
(1) the countries or regions concerned;
(2) the products concerned; and
(3) the intellectual property rights involved.

Article 4  An exporter that receives a warning letter shall report to
the competent commerce department within fifteen working days. No
exporter may conceal or delay a report.

Chapter III Supplementary Provisions

Article 5  These Measures shall come into force on 1 October 2024. The
Interim Rules on Overseas Disputes (Shang Fa [2016] No. 12) shall be
repealed simultaneously.

Annex: 1. Report form for overseas intellectual property disputes

Ministry of Commerce
September 2, 2024

Contact: Department of Treaty and Law, tel. 010-65198000, e-mail: ipr@mofcom.gov.cn

Related articles
Chamber hosts seminar on trade secrets
Copyright (c) 2024 Example Law Firm. All Rights Reserved.
Privacy Policy | Terms of Use
"""

ZH_LETTER_WITH_MEASURES = """\
索引号：000014349/2021-00056
发文机关：国家市场监督管理总局
成文日期：2021年05月20日
标题：市场监管总局关于印发《商业秘密保护规定实施办法》的通知
发文字号：国市监稽规〔2021〕2号
发布日期：2021年05月28日
有效性：有效

市场监管总局关于印发《商业秘密保护规定实施办法》的通知

各省、自治区、直辖市及新疆生产建设兵团市场监管局（厅、委）：

《商业秘密保护规定实施办法》已经市场监管总局2021年第8次局务会议通过，现印发给你们，请认真贯彻执行。执行中遇有问题，请及时报告。

市场监管总局

2021年5月20日

（此件公开发布）

商业秘密保护规定实施办法

第一章 总则

第一条 为了加强商业秘密保护，根据《中华人民共和国反不正当竞争法》，制定本办法。

第二条 本办法所称商业秘密，是指不为公众所知悉、具有商业价值并经权利人采取相应保密措施的技术信息、经营信息等商业信息。

第二章 保护措施

第三条 权利人应当采取下列保密措施：

（一）签订保密协议；

（二）限制涉密人员范围；

（三）其他合理措施。

前款所列措施可以单独采取。

第四条 违反本办法第三条规定的，由市场监督管理部门责令改正。

第三章 附则

第五条 本办法自2021年7月1日起施行。

附件：1. 商业秘密登记表.docx

分享到：
相关稿件
市场监管总局有关负责人就《商业秘密保护规定实施办法》答记者问
"""

ZH_REPORT = """\
四川启动专利转化专项计划 最高补助500万元
2022年08月15日 09:12 来源：某某日报 作者：李某
8月12日，四川省知识产权局印发《四川省专利转化专项计划实施方案》（川知发〔2022〕33号）（以下简称《方案》），启动实施专利转化专项计划。
《方案》要求，各市（州）知识产权局要建立专利供需对接机制，9月底前完成首轮摸底。
《方案》指出，对年度专利转让、许可50次以上的服务机构，给予最高20万元补助；对成效突出的高校院所，给予最高500万元补助。
据了解，该计划实施期为三年。（记者 李某 实习生 王某）
责任编辑：赵某
相关新闻
成都：专利导航赋能产业
"""

EN_OUTLINE = """\
INTERIM PROVISIONS ON PATENT OPEN LICENSING
(Promulgated by Order No. 77 of the China National Intellectual Property Administration on
December 21, 2023 and effective as of January 20, 2024)
I. General
1. These Provisions are made to promote the use of patents. They apply to open licences declared
under Article 50 of the Patent Law.
2. "Open licence" means a licence that any person may take upon payment of the declared fee, as
published by the CNIPA in its gazette.
II. Declaration
3. A patentee shall file a declaration with the CNIPA. The declaration shall state:
(a) the number of the patent;
(b) the fee and how it is paid; and
(c) the term of the licence.
4. The CNIPA will publish the declaration within one month. It does not examine the fee, unless the
fee exceeds the limits laid down in Annex 2.
III. Disputes
5. The parties may ask the CNIPA to mediate. A party that gives false statements shall be fined not
more than RMB 50,000.
Annex 1: Form of declaration
Annex 2: Limits of fees
"""

ZH_LIST = """\
---
title: x
---
# 关于公布第一批知识产权纠纷快速处理试点地区名单的通知

国知发保函字〔2023〕44号

各有关省、市知识产权局:

经审核，现公布第一批试点地区名单，试点期限自2023年4月1日起，为期2年。名单见附件。

国家知识产权局

二〇二三年三月十五日

附件

第一批试点地区名单

（排名不分先后）

北京市海淀区
上海市浦东新区
浙江省杭州市
广东省深圳市
"""

EN_CIRCULAR = """\
Ministry of Industry and Information Technology
Circular on Carrying out the 2024 Trade Secret Pilot

June 3, 2024

In order to protect trade secrets, the ministry will carry out a pilot...

Local industry departments:

In order to protect trade secrets, the ministry will carry out a pilot in ten cities, and the
relevant matters are hereby announced:

Background

Trade secrets are the core assets of manufacturers. Ten cities took part in 2023.

Tasks

- Each pilot city shall set up a service station by 30 September 2024.
- Each station shall train at least 200 enterprises a year.

Firstly, enterprises are encouraged to keep a list of their secrets.

Secondly, service agencies must not disclose what they learn.

This circular shall take effect from the date of issuance.

General Office of the Ministry of Industry and Information Technology
May 31, 2024

(Contact: Ms Wang, 010-68200000)

© 2024 Example News. All Rights Reserved
"""
