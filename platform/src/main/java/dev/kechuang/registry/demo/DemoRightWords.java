package dev.kechuang.registry.demo;

import dev.kechuang.registry.RightKind;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Titles of invented rights, by industry. */
final class DemoRightWords {

    private static final Map<String, List<String>> THINGS = Map.ofEntries(
            Map.entry("C17", List.of("阻燃面料", "功能性织物", "纺丝组件")),
            Map.entry("C26", List.of("水性涂料", "改性树脂", "催化剂载体", "电子级清洗剂", "导热硅胶")),
            Map.entry("C27", List.of("给药装置", "抗体制剂", "检测试剂盒", "缓释片剂", "冻干粉针")),
            Map.entry("C29", List.of("注塑模具", "密封圈", "多层复合薄膜")),
            Map.entry("C33", List.of("精密冲压件", "散热壳体", "紧固组件")),
            Map.entry("C34", List.of("数控转台", "减速器", "线性模组", "液压阀组", "主轴组件")),
            Map.entry("C35", List.of("机器人末端夹爪", "晶圆搬运机构", "激光切割头", "视觉检测工位", "废气处理塔")),
            Map.entry("C36", List.of("电驱动总成", "制动卡钳", "线束连接器", "车载充电模块")),
            Map.entry("C37", List.of("减振支座", "轻量化舱门", "姿态测量单元")),
            Map.entry("C38", List.of("储能变流器", "电芯隔膜", "光伏接线盒", "永磁电机转子", "液冷板")),
            Map.entry("C39", List.of("柔性电路板", "射频连接器", "摄像模组", "光收发组件", "芯片封装结构", "显示背光模组")),
            Map.entry("C40", List.of("流量传感器", "振动测试台", "光谱检测探头", "气体浓度变送器")),
            Map.entry("M73", List.of("核酸提取方法", "细胞培养装置", "高通量筛选芯片")),
            Map.entry("M74", List.of("环境试验箱", "无损检测探头", "采样装置")),
            Map.entry("N77", List.of("污水处理膜组件", "污泥脱水装置", "曝气系统")));

    private static final List<String> OTHER = List.of("输送装置", "定位工装", "包装机构", "检测夹具", "防护结构", "控制电路");
    private static final List<String> BEFORE =
            List.of("高精度", "低功耗", "耐高温", "模块化", "轻量化", "可调节", "多通道", "快换式", "自适应", "防水型", "高密度", "抗干扰");
    private static final List<String> BEHIND = List.of("及其制备方法", "及其控制方法", "及其装配方法", "及其检测方法", "及系统", "");
    private static final List<String> PROGRAMS = List.of(
            "生产数据采集", "设备远程运维", "质量追溯", "能耗分析", "视觉检测算法", "仓储调度", "工艺仿真", "实验室信息管理", "供应链协同", "用户行为分析", "图像识别",
            "边缘网关配置");

    private DemoRightWords() {}

    static String title(RightKind kind, String industry, String firm, RandomGenerator random) {
        if (kind == RightKind.SOFTWARE) {
            return DemoTitleWords.brand(firm) + DemoWords.pick(PROGRAMS, random) + "软件V" + (1 + random.nextInt(4)) + "."
                    + random.nextInt(4);
        }
        String thing = DemoWords.pick(THINGS.getOrDefault(industry, OTHER), random);
        String before = DemoWords.pick(BEFORE, random);
        return switch (kind) {
            case INVENTION -> "一种" + before + thing + DemoWords.pick(BEHIND, random);
            case DESIGN -> thing + "（" + before + "）";
            case LAYOUT -> before + "信号处理芯片" + (char) ('A' + random.nextInt(26)) + (100 + random.nextInt(900));
            case PLANT_VARIETY -> "苏" + DemoWords.letter(DemoWords.BRAND, random) + (1 + random.nextInt(99)) + "号";
            default -> "一种" + before + thing;
        };
    }
}
