"""What scripts/proof does: experiments that show what transfer pays, as rows of docs/results/proof.json."""
