package dev.kechuang.engine.columns;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Generated classes by their bytes. Constants are handed to a generated method and not written into it, so conditions that
 * differ in thresholds alone are one class: HotSpot compiles it once, for all policies, all easings and all days.
 */
final class Shapes {
    /** The name all of them are generated under; a hidden class needs none of its own. */
    static final ClassDesc SELF = ClassDesc.of("dev.kechuang.engine.columns.Shape");

    /** More than any set of policies needs; beyond it all are forgotten, and those in use live on with their users. */
    private static final int MOST = 8_192;

    private static final Map<Bytes, Object> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    private record Bytes(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(byte[] others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /**
     * The instance of a class that implements an interface by its methods.
     *
     * @throws Unsupported from {@code methods}
     */
    static <T> T of(Class<T> face, Consumer<ClassBuilder> methods) {
        byte[] bytes = ClassFile.of().build(SELF, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_PUBLIC);
            c.withInterfaceSymbols(face.describeConstable().orElseThrow());
            c.withMethodBody(
                    ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, Shapes::constructor);
            methods.accept(c);
        });
        if (KNOWN.size() > MOST) {
            KNOWN.clear();
        }
        return face.cast(KNOWN.computeIfAbsent(new Bytes(bytes), Shapes::define));
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }

    private static Object define(Bytes bytes) {
        try {
            return MethodHandles.lookup()
                    .defineHiddenClass(bytes.bytes(), true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class can't be loaded", e);
        }
    }
}
