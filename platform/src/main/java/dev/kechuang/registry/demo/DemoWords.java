package dev.kechuang.registry.demo;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Words that invented names and addresses are made of. */
final class DemoWords {

    /** Characters that company brands are made of, the commoner first. */
    static final String BRAND = "科创新华瑞恒盛达泰康源安信诚德隆博远鑫润宏嘉佳天中东方金海星辰光明智能慧云数联通讯微芯精工"
            + "锐捷迅腾飞跃翔宇航卓越优品正元亨利贞丰裕富昌兴旺顺祥和美乐福禄寿喜春秋冬夏山水江河湖溪松柏竹梅兰"
            + "菊桂枫林森木火土石玉珠宝银铂钛锦绣绿蓝青紫赤朗晶莹澄澈清纯真善仁义礼勤思学文武圣贤英豪杰俊雄伟大同"
            + "立志成功胜凯旋迈进步先驱领启航扬帆拓展开源合力众创群策纵横四方八维九章百川千禾万象亿维奥迪凌欧雅曼"
            + "伊斯特尔诺威森派克图灵拉朵沃蒙赛柯雷音律弦琴拾光墨砚峰岭岳峦岱屹崇高";

    static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任" + "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤";

    static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌宇浩轩子涵梓晨欣怡雨思佳嘉俊凯" + "晓燕春花海波立新国庆学东永康家豪天佑一鸣若曦云帆书瑶景行致远";

    static final List<String> ROADS = List.of(
            "人民路", "中山路", "解放路", "建设路", "科技大道", "创新路", "创业路", "东环路", "西环路", "星湖街", "通园路", "金鸡湖大道", "现代大道", "苏虹中路",
            "长江路", "黄河路", "珠江路", "太湖大道", "滨河路", "塔园路", "竹园路", "向阳路", "鹿山路", "嵩山路", "泰山路", "昆仑山路", "青阳路", "前进路", "朝阳路",
            "友谊路", "和平路", "淮海路", "翔宇大道", "迎宾大道", "高新路", "锦业路", "丈八路", "唐延路", "未来路", "兴业路", "富民路", "振兴路", "工业坊路", "软件园路",
            "港口路", "江南路", "北京路", "南京路");

    static final List<String> PLACES =
            List.of("科技园", "创业园", "国际科技园", "软件园", "工业坊", "生物纳米园", "智能制造产业园", "孵化器", "加速器", "标准厂房");

    /** Business words by industry; the key is a division of GB/T 4754-2017. */
    static final Map<String, List<String>> TRADES = Map.ofEntries(
            Map.entry("C13", List.of("食品", "农产品加工", "粮油食品")),
            Map.entry("C17", List.of("纺织", "丝绸", "纺织科技")),
            Map.entry("C26", List.of("新材料", "化工", "精细化工", "材料科技", "高分子材料")),
            Map.entry("C27", List.of("生物医药", "制药", "药业", "医药科技", "生物技术")),
            Map.entry("C29", List.of("塑胶", "橡塑科技", "塑料制品")),
            Map.entry("C30", List.of("玻璃", "陶瓷科技", "建材")),
            Map.entry("C33", List.of("金属制品", "五金", "精密模具", "金属科技")),
            Map.entry("C34", List.of("精密机械", "机械", "自动化设备", "智能装备", "流体技术", "轴承")),
            Map.entry("C35", List.of("专用设备", "医疗器械", "机器人", "半导体设备", "环保设备", "智能制造")),
            Map.entry("C36", List.of("汽车零部件", "汽车电子", "新能源汽车技术", "汽车科技")),
            Map.entry("C37", List.of("航空科技", "轨道交通装备", "船舶设备")),
            Map.entry("C38", List.of("电气", "电机", "新能源", "电缆", "储能技术", "光伏科技")),
            Map.entry("C39", List.of("电子", "电子科技", "半导体", "光电", "通信技术", "集成电路", "微电子", "光电科技")),
            Map.entry("C40", List.of("仪器仪表", "测控技术", "检测仪器", "传感技术")),
            Map.entry("E48", List.of("建设工程", "市政工程")),
            Map.entry("F51", List.of("贸易", "国际贸易", "供应链管理")),
            Map.entry("G59", List.of("物流", "供应链科技")),
            Map.entry("I64", List.of("网络科技", "互联网信息服务", "数据服务")),
            Map.entry("I65", List.of("软件", "信息科技", "信息技术", "智能科技", "软件技术", "人工智能科技", "数字科技", "云计算技术")),
            Map.entry("L72", List.of("企业管理", "商务咨询")),
            Map.entry("M73", List.of("生物科技", "新药研发", "技术研究", "材料研究")),
            Map.entry("M74", List.of("检测技术服务", "工程技术", "设计", "检验认证")),
            Map.entry("M75", List.of("科技", "技术服务", "科技服务", "环境科技", "科技发展")),
            Map.entry("N77", List.of("环境工程", "环保科技", "水务科技")),
            Map.entry("A01", List.of("农业科技", "生态农业", "种业")));

    /** Share of each industry among firms, in thousandths. */
    /** How many of a hundred firms of Suzhou are in each district or county. */
    static final Map<String, Integer> DISTRICT_WEIGHTS = Map.of(
            "320583", 24, "320509", 15, "320581", 13, "320582", 12, "320506", 11, "320585", 8, "320507", 8, "320505", 6,
            "320508", 3);

    static final List<Map.Entry<String, Integer>> INDUSTRY_WEIGHTS = List.of(
            Map.entry("C39", 128),
            Map.entry("I65", 126),
            Map.entry("C34", 96),
            Map.entry("M75", 92),
            Map.entry("C35", 88),
            Map.entry("C38", 72),
            Map.entry("C33", 58),
            Map.entry("C26", 44),
            Map.entry("C27", 40),
            Map.entry("M73", 38),
            Map.entry("C36", 36),
            Map.entry("M74", 32),
            Map.entry("C40", 26),
            Map.entry("C29", 22),
            Map.entry("F51", 20),
            Map.entry("C17", 16),
            Map.entry("I64", 14),
            Map.entry("C30", 12),
            Map.entry("N77", 12),
            Map.entry("E48", 8),
            Map.entry("C13", 6),
            Map.entry("C37", 5),
            Map.entry("G59", 4),
            Map.entry("L72", 3),
            Map.entry("A01", 2));

    /** Long names are rare and break layouts: a few firms get one of these business scopes. */
    static final List<String> LONG_TRADES =
            List.of("新能源汽车动力电池系统集成与回收利用技术研究", "工业互联网与智能制造系统解决方案技术服务", "第三代半导体材料与功率器件联合创新研究", "体外诊断试剂及高端医疗器械产业化技术开发");

    private DemoWords() {}

    static char letter(String letters, RandomGenerator random) {
        return letters.charAt(random.nextInt(letters.length()));
    }

    /** Early elements are drawn far more often than late ones. */
    static char skewed(String letters, RandomGenerator random) {
        double at = random.nextDouble();
        return letters.charAt((int) (at * Math.sqrt(at) * letters.length()));
    }

    static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    static String person(RandomGenerator random) {
        var name = new StringBuilder().append(skewed(SURNAMES, random)).append(letter(GIVEN, random));
        if (random.nextInt(10) < 7) name.append(letter(GIVEN, random));
        return name.toString();
    }

    static String mobile(RandomGenerator random) {
        // 199 000 … : a range used for invented numbers here.
        return "199000" + String.format("%05d", random.nextInt(100_000));
    }
}
