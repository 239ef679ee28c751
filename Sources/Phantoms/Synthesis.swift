import Imaging
import Tensors

/// One synthetic scan before it is written.
struct Synthesis {
    /// `[K, J, I]`, or `[T, J, I]` for a clip.
    let voxels: Tensor
    let affine: Affine
    let lesion: PhantomLesion?
}
