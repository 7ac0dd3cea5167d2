/**
 * Generates the operations of {@code dev.sconce.torch} from op schemas. Start at {@link
 * dev.sconce.torch.codegen.GenerateOps}: it reads {@code src/codegen/ops.tsv}, plans which Java forms each schema gets
 * ({@link dev.sconce.torch.codegen.FormPlanner}), finds the native binding that serves each
 * ({@link dev.sconce.torch.codegen.Bindings}) and writes {@code src/main/generated}.
 *
 * <p>Nothing here uses the classes of {@code dev.sconce.torch}, so that it runs when they do not compile.
 */
package dev.sconce.torch.codegen;
