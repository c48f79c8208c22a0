package dev.kechuang.engine.columns;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Parts of conditions that stand in methods of their own in the generated class, since HotSpot leaves methods of more than
 * 8,000 bytes uncompiled. A helper takes the columns, the row, a scratch array where it returns more than one long, and the
 * constants.
 */
final class Helpers {
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    private static final MethodTypeDesc POINTS =
            MethodTypeDesc.of(ConstantDescs.CD_long, LONGS.arrayType(), ConstantDescs.CD_int, LONGS);
    private static final MethodTypeDesc NUMBER =
            MethodTypeDesc.of(ConstantDescs.CD_int, LONGS.arrayType(), ConstantDescs.CD_int, LONGS, LONGS);
    private static final MethodTypeDesc WIDE_NUMBER = NUMBER.changeParameterType(2, Arithmetic.WIDES);

    private record Helper(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

    private final Map<String, Helper> byKey = new HashMap<>();
    private final List<Helper> order = new ArrayList<>();

    /** Calls the helper that leaves the bounds of a score in one long; its arguments are on the stack. */
    void points(CodeBuilder code, int score, Consumer<CodeBuilder> body) {
        call(code, "score " + score, POINTS, body);
    }

    /** Calls the helper that leaves the state of a definition's number; its arguments are on the stack. */
    void number(CodeBuilder code, int definition, boolean wide, Consumer<CodeBuilder> body) {
        call(code, "definition " + definition, wide ? WIDE_NUMBER : NUMBER, body);
    }

    private void call(CodeBuilder code, String key, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        Helper helper = byKey.get(key);
        if (helper == null) {
            helper = new Helper("h" + order.size(), type, body);
            byKey.put(key, helper);
            order.add(helper);
        }
        code.invokestatic(Shapes.SELF, helper.name(), helper.type());
    }

    /** Writes the methods that were called for, and those that they call for in turn. */
    void write(ClassBuilder builder) {
        for (int i = 0; i < order.size(); i++) {
            Helper helper = order.get(i);
            builder.withMethodBody(helper.name(), helper.type(), ClassFile.ACC_STATIC, helper.body());
        }
    }
}
